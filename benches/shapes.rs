//! Texts of any length in the shapes in which time once grew faster than the text, honest ones and hostile ones.

use std::fmt::Write as _;

/// A shape: its name, and a text that holds its unit so many times.
pub type Shape = (&'static str, fn(usize) -> String);

/// Every shape, each to be read at one size and at four times that.
pub const SHAPES: &[Shape] = &[
    ("tasks on lines", |n| tasks(n, "\n")),
    ("tasks on one line", |n| tasks(n, "")),
    ("names that differ in one character", |n| each(n, |at| format!("市{}发展局", han(at)))),
    ("names in one bracket", |n| bracket(&list(n, |at| format!("市{}{}局", han(at), han(at + 7))))),
    ("abbreviations", |n| each(n, |at| format!("市{0}社局、市{0}力资源社会保障局", han(at)))),
    ("abbreviations of one beginning", |n| each(n, |at| format!("市人{0}局、市人力{0}资源局", han(at)))),
    ("collectives", |n| {
        bracket(&list(n, |at| if at % 2 == 0 { "各县（市）".into() } else { "区人民政府".into() }))
    }),
    ("collectives of one name", |n| bracket(&format!("各县{}", "、区".repeat(n)))),
    ("blanket rules", |n| {
        lines(n, |at| format!("{}.完善机制。（牵头单位：市甲局）\n以上各项任务由市{}局组织实施。", at + 1, han(at)))
    }),
    ("a blanket rule of many", |n| {
        let rule = list(n, |at| format!("市{}局", han(at)));
        lines(n, |at| format!("{}.完善机制。（牵头单位：市甲局）", at + 1))
            + &format!("以上各项任务由{rule}组织实施。\n")
    }),
    ("a clause for all below", |n| {
        let names = list(n, |at| format!("市{}局", han(at)));
        let row = |title: &str, from: usize| {
            let items = lines(n, |at| format!("{}.完善机制的工作内容", from + at));
            format!("{title}、推进改革（牵头单位：{names}）\n{items}")
        };
        row("一", 1) + &row("二", n + 1)
    }),
    ("等 in a bracket", |n| bracket(&"等".repeat(n))),
    ("names closed by 等", |n| bracket(&list(n, |at| format!("市{}局等部门", han(at))))),
    ("labels without names", |n| format!("1.完善机制。{}\n", "责任单位：".repeat(n))),
    ("labels with names that are none", |n| format!("1.完善机制。{}\n", "责任单位：加强管理工作，".repeat(n))),
    ("labels in brackets", |n| format!("1.完善机制。{}\n", "【责任单位】市甲局 ".repeat(n))),
    ("labels behind a space", |n| format!("1.完善机制。{}\n", "责任单位 市甲局 ".repeat(n))),
    ("linked labels", |n| format!("1.完善机制{}\n", "责任单位为市甲局".repeat(n))),
    ("linked words that are none", |n| format!("1.完善机制{}\n", "甲乙单位为".repeat(n))),
    ("brackets that open", |n| format!("1.完善机制。{}牵头单位：市甲局\n", "（".repeat(n))),
    ("brackets that close", |n| format!("1.完善机制。牵头单位：市甲局{}\n", "）".repeat(n))),
    ("brackets of two kinds", |n| format!("1.完善机制。{}{}（牵头单位：市甲局）\n", "（".repeat(n), "】".repeat(n))),
    ("brackets within brackets", |n| format!("1.完善机制。{}市甲局牵头{}\n", "（".repeat(n), "）".repeat(n))),
    ("closing brackets between spaces", |n| bracket(&format!("市甲局{}", " ）".repeat(n)))),
    ("deadlines and clauses on one line", |n| {
        format!("1.完善机制{}\n", "（牵头单位：市甲局）开展工作（完成时限：2025年底前）".repeat(n))
    }),
    ("predicates without a stop", |n| bracket(&"市甲局牵头市乙局配合".repeat(n))),
    ("adverbs", |n| bracket(&format!("市甲局{}牵头", "分别".repeat(n)))),
    ("lines within a bracket", |n| bracket(&list(n, |at| format!("市{}工\n作局", han(at))))),
    ("lines within a bracket without a stop", |n| bracket(&"市甲\n".repeat(n))),
    ("spaces", |n| bracket(&format!("市甲局{}市乙局", " ".repeat(n)))),
    ("words between spaces", |n| bracket(&format!("牵头单位：{}", "市甲 ".repeat(n)))),
    ("由 in a sentence", |n| format!("1.完善机制，{}市甲局负责。\n", "由市甲局，".repeat(n))),
    ("figures on one line", |n| format!("1.完善机制{}（牵头单位：市甲局）（责任单位：市乙局）\n", " 12 项".repeat(n))),
    ("Han figures", |n| format!("完善机制{}（牵头单位：市甲局）（责任单位：市乙局）\n", "一".repeat(n))),
    ("lines of prose under an item", |n| {
        format!("一、完善机制\n{}（牵头单位：市甲局）\n", lines(n, |_| "加强统筹协调。".to_owned()))
    }),
    ("lines of prose between two clauses", |n| {
        let prose = lines(n, |_| "加强统筹协调。".to_owned());
        format!("一、完善机制（牵头单位：市甲局）\n{prose}（牵头单位：市乙局）\n以上任务由市丙局组织实施。\n")
    }),
    ("headings", |n| lines(n, |at| format!("第{}章 推进改革\n{}.完善机制。（牵头单位：市甲局）", at + 1, at + 1))),
    ("items that ask nobody", |n| {
        lines(n, |at| format!("（{}）完善机制\n{}.开展工作。", at % 90 + 1, at % 7 + 1))
            + "一、服务。（牵头单位：市甲局）\n"
    }),
    ("a table", |n| table(n, |at| format!("{}\t完善机制\t市{}局\t市乙局", at + 1, han(at)))),
    ("tables in one sheet", |n| {
        table(n, |at| {
            let head = if at % 3 == 2 { "\n序号\t工作任务\t牵头单位\t责任单位" } else { "" };
            format!("{}\t完善机制\t市{}局\t市乙局{head}", at % 3 + 1, han(at))
        })
    }),
    ("tables under headings", |n| {
        lines(n, |at| {
            let head = "序号\t工作任务\t牵头单位\t责任单位\n";
            format!("第{}章 推进改革\n{head}1\t完善机制\t市甲局\t市乙局", at + 1)
        })
    }),
    ("rows with fewer cells", |n| {
        table(n, |at| {
            if at % 2 == 0 {
                "1\t完善机制\t市甲局\t市乙局".into()
            } else {
                "开展工作\t市丙局\t市丁局".into()
            }
        })
    }),
    ("sections of a table", |n| {
        let rows = lines(n, |at| format!("领域{}\t完善机制\t市甲局\t市乙局", han(at)));
        format!("领域\t工作任务\t牵头单位\t责任单位\n{rows}")
    }),
    ("a grid", |n| {
        let rows = lines(n, |at| format!("Task {at}\tR\tA\tC\tI"));
        format!("Task\tManager\tTeam\tOffice\tBoard\n{rows}")
    }),
    ("a grid of many units", |n| {
        let heads: String = (0..n).map(|at| format!("\tTeam {at}")).collect();
        let marks: String = (0..n).map(|at| if at == 0 { "\tA" } else { "\tR" }).collect();
        format!("Task{heads}\nFirst task{marks}\nSecond task{marks}\nThird task{marks}\n")
    }),
    ("grids in one sheet", |n| {
        lines(n, |at| format!("Task\tManager {at}\tTeam {at}\tOffice\nPlan\tR\tA\tC\nBuild\tA\tR\tI\nTest\tR\tC\tA"))
    }),
    ("titles within a grid", |n| {
        let titles = lines(n, |at| format!("Phase {}\t\t\t\t", han(at)));
        let rows = lines(n, |at| format!("Stage {}\t\t\t\t\nTask {at}\tR\tA\tC\tI", han(at)));
        format!("Task\tManager\tTeam\tOffice\tBoard\n{titles}{rows}")
    }),
    ("sections of a grid", |n| {
        let rows = lines(n, |at| format!("Area {}\tTask {at}\tR\tA\tC\tI", han(at)));
        format!("Area\tTask\tManager\tTeam\tOffice\tBoard\n{rows}")
    }),
    ("levels that are left out", |n| {
        let names = list(n, |at| format!("{}局", han(at)));
        format!("1.完善机制。（牵头单位：市甲局、{names}）\n") + &each(n, |at| format!("市{}局", han(at)))
    }),
    ("names counted below a label", |n| {
        format!("1.完善机制\n责任单位：\n{}", lines(n, |at| format!("（{}）市{}局", at % 90 + 1, han(at))))
    }),
    ("an annex", |n| {
        lines(n, |at| format!("{}.完善{}机制。（牵头单位：市甲局）", at + 1, han(at)))
            + &table(n, |at| format!("{}\t完善{}机制\t市甲局\t", at + 1, han(at)))
    }),
    ("an annex of one task of many", |n| {
        let names = list(n, |at| format!("市{}局", han(at)));
        format!("1.完善机制。（责任单位：{names}）\n") + &table(n, |at| format!("1\t完善机制\t\t市{}局", han(at)))
    }),
    ("cards", |n| {
        let card = lines(n, |at| format!("|任务名称|完善机制|牵头单位|市{}局|", han(at)));
        format!("|任务名称|完善机制|牵头单位|市甲局|\n|---|---|---|---|\n{card}")
    }),
    ("units over roles", |n| {
        let rows = lines(n, |at| format!("Task {at}\t√\t\t\t√"));
        format!("Task\tOffice\t\tTeam\t\n\tR\tA\tR\tA\n{rows}")
    }),
    ("bodies with duties", |n| lines(n, |at| format!("市{}局：负责日常安全检查工作", han(at)))),
    ("a list of names behind colons", |n| lines(n, |at| format!("写文档{}：张三、李四", han(at)))),
];

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut out, at| {
        let _ = writeln!(out, "{}", line(at));
        out
    })
}

fn list(n: usize, name: impl Fn(usize) -> String) -> String {
    (0..n).map(name).collect::<Vec<_>>().join("、")
}

/// One task with these words in a bracket.
fn bracket(words: &str) -> String {
    format!("1.完善机制。（{words}）\n2.完善机制。（牵头单位：市甲局）\n")
}

/// A task for each of these names.
fn each(n: usize, names: impl Fn(usize) -> String) -> String {
    lines(n, |at| format!("{}.完善机制。（责任单位：{}）", at + 1, names(at)))
}

fn table(n: usize, row: impl Fn(usize) -> String) -> String {
    format!("序号\t工作任务\t牵头单位\t责任单位\n{}", lines(n, row))
}

/// A word of two characters, another one for each number below 8,000.
fn han(at: usize) -> String {
    let c = |at: usize| u32::try_from(at).ok().and_then(|at| char::from_u32(0x5200 + at)).unwrap_or('甲');
    [c(at % 90), c(100 + at / 90)].iter().collect()
}

fn tasks(n: usize, end: &str) -> String {
    (0..n)
        .map(|at| {
            format!(
                "{}.完善工作机制，建立健全统筹协调机制。（牵头单位：市{}局；责任单位：市乙局、市丙局）{end}",
                at + 1,
                ["甲", "丁", "戊"][at % 3]
            )
        })
        .collect()
}
