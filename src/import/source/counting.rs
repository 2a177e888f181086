//! Numbers of lists as documents print them.

/// A number in a format of Word.
pub(super) fn written(count: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographTraditional"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "chineseLegalSimplified"
        | "taiwaneseCounting" => han(count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32(0x245F + count).map(String::from).unwrap_or_default()
        }
        "upperLetter" | "lowerLetter" => {
            let letter = char::from(b'A' + u8::try_from((count.max(1) - 1) % 26).unwrap_or(0));
            if format == "lowerLetter" { letter.to_ascii_lowercase().to_string() } else { letter.to_string() }
        }
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// `十二`.
pub(super) fn han(count: u32) -> String {
    const FIGURES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let of = |value: u32| FIGURES[value as usize % 10];
    match count {
        0 => "〇".to_owned(),
        1..=9 => of(count).to_owned(),
        10..=19 => format!("十{}", of(count - 10)),
        20..=99 => format!("{}十{}", of(count / 10), of(count % 10)),
        100..=999 => {
            let rest = count % 100;
            let tail = match rest {
                0 => String::new(),
                1..=9 => format!("零{}", of(rest)),
                10..=19 => format!("一{}", han(rest)),
                _ => han(rest),
            };
            format!("{}百{tail}", of(count / 100))
        }
        _ => count.to_string(),
    }
}

/// `XII`; up to 399.
pub(super) fn roman(count: u32) -> String {
    const PARTS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = count.min(399);
    let mut out = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}
