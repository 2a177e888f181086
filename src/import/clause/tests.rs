//! The grammar, rule by rule: what is read, and what is left alone.

use super::*;

/// `牵头 甲局、乙局｜配合 丙局`, with `等…` for closing words, `=…` for a name in full.
fn said(text: &str, manner: Manner) -> Option<String> {
    let reading = read(text, manner)?;
    let words = |entry: &Entry| {
        let words: String = text[entry.span.clone()].split_whitespace().collect();
        match (&entry.kind, &entry.full) {
            (EntryKind::Closing(unit), _) => format!("{words}>{}", &text[unit.clone()]),
            (_, Some(full)) => format!("{words}={full}"),
            _ => words,
        }
    };
    let role = |role| match role {
        Role::OverallLead => "总牵头",
        Role::Lead => "牵头",
        Role::Responsible => "责任",
        Role::Supporting => "配合",
        Role::Supervising => "督办",
        Role::Consulted => "咨询",
        Role::Informed => "知会",
    };
    let mut parts: Vec<String> = reading
        .lists
        .iter()
        .map(|list| format!("{} {}", role(list.role), list.entries.iter().map(words).collect::<Vec<_>>().join("、")))
        .collect();
    parts.extend(reading.deadline.map(|span| format!("时限 {}", &text[span])));
    parts.extend(reading.rest.iter().map(|span| format!("未懂 {}", &text[span.clone()])));
    parts.extend(reading.people.iter().map(|span| format!("不计 {}", &text[span.clone()])));
    if let Some(rule) = reading.first_leads {
        parts.push(format!(
            "首位{}{}",
            if rule.likewise { " 下同" } else { "" },
            if rule.others_support { " 其余配合" } else { "" }
        ));
    }
    if !reading.reaches.is_empty() {
        let names: Vec<String> = reading.reaches.iter().map(words).collect();
        parts.push(format!("通用 {}{}", names.join("、"), if reading.reaches_on { " 下同" } else { "" }));
    }
    Some(format!("{}{}", if reading.blanket { "以上 " } else { "" }, parts.join("｜")))
}

fn check(manner: Manner, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(said(text, manner).as_deref().unwrap_or("-"), *expected, "{text}");
    }
}

#[test]
fn labels() {
    check(
        Manner::Bracket,
        &[
            ("牵头单位：县农业局；责任单位：县水利局、县林业局", "牵头 县农业局｜责任 县水利局、县林业局"),
            ("牵头单位:县农业局,责任单位:县水利局,县林业局", "牵头 县农业局｜责任 县水利局、县林业局"),
            ("牵头部门：市体育局；协办部门：市教育局", "牵头 市体育局｜配合 市教育局"),
            ("主办单位：市体育局 协办单位：市教育局", "牵头 市体育局｜配合 市教育局"),
            ("主办：市体育局；协办：市教育局", "牵头 市体育局｜配合 市教育局"),
            ("承办单位：市体育局；参与单位：市教育局", "责任 市体育局｜配合 市教育局"),
            ("牵头责任单位：市体育局；配合责任单位：市教育局", "牵头 市体育局｜配合 市教育局"),
            ("落实单位：各乡镇", "责任 各乡镇"),
            ("牵头（责任）单位：市体育局", "牵头 市体育局"),
            ("牵头及配合单位：市体育局、市教育局", "责任 市体育局、市教育局"),
            ("责任单位为市体育局、市教育局", "责任 市体育局、市教育局"),
            ("牵头单位 市体育局", "牵头 市体育局"),
            ("牵头单位市体育局，配合单位市教育局", "牵头 市体育局｜配合 市教育局"),
            ("牵头单位：市体育局配合单位：市教育局完成时限：6月底", "牵头 市体育局｜配合 市教育局｜时限 6月底"),
            ("总牵头单位：市体育局", "总牵头 市体育局"),
            ("牵头处室：规划处；配合处室：办公室、财务处", "牵头 规划处｜配合 办公室、财务处"),
            ("部门分工：省体育厅牵头，各地、各部门配合", "牵头 省体育厅｜配合 各地、各部门"),
            ("整改责任单位：市体育局；督导单位：市委督查室", "责任 市体育局｜督办 市委督查室"),
            ("牵头领导：王某；牵头单位：市体育局", "牵头 市体育局｜不计 牵头领导：王某"),
            ("责任单位：市体育局（责任人：王某）、市教育局", "责任 市体育局、市教育局"),
            (
                "Lead agency: Parks Office; supporting agencies: Water Board, Police and Roads Department",
                "牵头 ParksOffice｜配合 WaterBoard、Police、RoadsDepartment",
            ),
            ("R: Parks Office; A: Water Board; C: Police", "责任 ParksOffice｜牵头 WaterBoard｜咨询 Police"),
            ("Led by Parks Office; supported by Water Board", "牵头 ParksOffice｜配合 WaterBoard"),
        ],
    );
}

#[test]
fn sentences() {
    check(
        Manner::Bracket,
        &[
            ("市体育局牵头，市教育局、市卫健委配合", "牵头 市体育局｜配合 市教育局、市卫健委"),
            ("市体育局、市教育局按职责分工负责", "责任 市体育局、市教育局"),
            ("市体育局、市教育局按照各自职责分别负责落实", "责任 市体育局、市教育局"),
            ("市体育局牵头负责,各县区配合落实", "牵头 市体育局｜配合 各县区"),
            ("市体育局负责", "责任 市体育局"),
            ("市体育局会同有关部门负责", "责任 市体育局｜配合 有关部门"),
            ("市体育局会同市教育局、市卫健委等部门负责", "责任 市体育局｜配合 市教育局、市卫健委、等部门"),
            ("由市体育局牵头，市教育局参与", "牵头 市体育局｜配合 市教育局"),
            ("市体育局为牵头单位，市教育局为配合单位", "牵头 市体育局｜配合 市教育局"),
            (
                "市体育局牵头；市教育局、市卫健委按职责分工负责；各县区组织实施",
                "牵头 市体育局｜责任 市教育局、市卫健委｜责任 各县区",
            ),
            ("市体育局牵头市教育局配合", "牵头 市体育局｜配合 市教育局"),
            ("责任单位：市体育局牵头，市教育局配合", "牵头 市体育局｜配合 市教育局"),
            ("牵头单位：市体育局，市教育局、市卫健委配合", "牵头 市体育局｜配合 市教育局、市卫健委"),
            ("市体育局（牵头）、市教育局、市卫健委（配合）", "牵头 市体育局｜配合 市卫健委｜责任 市教育局"),
            ("市体育局牵头，6月底前完成", "牵头 市体育局｜时限 6月底前完成"),
            ("市体育局、市教育局负责，持续推进", "责任 市体育局、市教育局｜时限 持续推进"),
            ("市体育局、市教育局分别负责场地和师资", "责任 市体育局、市教育局｜未懂 场地和师资"),
            ("市体育局、市教育局", "责任 市体育局、市教育局"),
        ],
    );
    check(
        Manner::Sentence,
        &[("由市体育局牵头，市教育局配合", "牵头 市体育局｜配合 市教育局"), ("市体育局牵头负责", "牵头 市体育局")],
    );
}

#[test]
fn separators_only_where_they_separate() {
    check(
        Manner::Cell(Role::Responsible),
        &[
            ("市文化和旅游局、市住房和城乡建设局", "责任 市文化和旅游局、市住房和城乡建设局"),
            ("市税务局和各县区政府", "责任 市税务局、各县区政府"),
            ("市人力资源和社会保障局及各开发区管委会", "责任 市人力资源和社会保障局、各开发区管委会"),
            ("市发展与改革委员会以及市粮食和储备局", "责任 市发展与改革委员会、市粮食和储备局"),
            ("市委和市政府督查室", "责任 市委和市政府督查室"),
            ("市直有关部门和单位", "责任 市直有关部门和单位"),
            ("市直有关部门、单位", "责任 市直有关部门、单位"),
            ("和平区政府、和田县教育局", "责任 和平区政府、和田县教育局"),
            ("各县（市、区）人民政府，市司法局", "责任 各县（市、区）人民政府、市司法局"),
            ("各县（市）、区人民政府", "责任 各县（市）、区人民政府"),
            ("各乡镇党委、政府", "责任 各乡镇党委、政府"),
            ("甲市、乙州人民政府，省教育厅", "责任 甲市=甲市人民政府、乙州人民政府、省教育厅"),
            ("各市〔州〕、各县〔市、区〕人民政府", "责任 各市〔州〕=各市〔州〕人民政府、各县〔市、区〕人民政府"),
            ("两湖新区、东湖高新区管委会", "责任 两湖新区=两湖新区管委会、东湖高新区管委会"),
            ("省“双减”工作专班、省教育厅", "责任 省“双减”工作专班、省教育厅"),
            ("市教育局\n市卫健委", "责任 市教育局、市卫健委"),
            ("市教育局　市卫健委 市民政局", "责任 市教育局、市卫健委、市民政局"),
            ("市教育局（基础教育科）、市卫健委", "责任 市教育局、市卫健委"),
            ("市教育局/市卫健委", "责任 市教育局、市卫健委"),
            ("Fire and Rescue Service, Police", "责任 FireandRescueService、Police"),
        ],
    );
}

#[test]
fn open_endings() {
    check(
        Manner::Bracket,
        &[
            ("责任单位：市教育局等", "责任 市教育局、等"),
            ("责任单位：市教育局、市体育局等部门", "责任 市教育局、市体育局、等部门"),
            ("责任单位：市教育局等有关单位，各县区", "责任 市教育局、等有关单位、各县区"),
            ("责任单位：市教育局等13个部门", "责任 市教育局、等13个部门"),
            ("责任单位：市教育局等市直有关部门", "责任 市教育局、等市直有关部门>市直有关部门"),
            (
                "市教育局等国务院相关部门及各地区按职责分工负责",
                "责任 市教育局、等国务院相关部门>国务院相关部门、各地区",
            ),
            ("责任单位：市高等教育学会、市教育局", "责任 市高等教育学会、市教育局"),
        ],
    );
}

#[test]
fn rules_that_reach_further() {
    check(
        Manner::Bracket,
        &[
            ("责任单位：市教育局、市体育局（排在第一位的为牵头单位，下同）", "责任 市教育局、市体育局｜首位 下同"),
            (
                "责任单位：市教育局、市体育局，第一位的为牵头单位，其余为配合单位",
                "责任 市教育局、市体育局｜首位 其余配合",
            ),
            (
                "责任单位：省教育厅。具体任务均涉及相关市（州）人民政府，不再列出，下同",
                "责任 省教育厅｜通用 相关市（州）人民政府 下同",
            ),
            (
                "省商务厅按职责分工负责。以下均需各市、县人民政府落实，不再一一列出",
                "责任 省商务厅｜通用 各市、县人民政府 下同",
            ),
            (
                "市教育局负责。下列各项工作均由各乡镇政府、街道办事处组织实施，不另列出",
                "责任 市教育局｜通用 各乡镇政府、街道办事处 下同",
            ),
            ("以上各项任务由各县区政府组织实施", "以上 责任 各县区政府"),
            ("各县区政府负责落实以上各项措施", "以上 责任 各县区政府"),
            ("以上任务均涉及各县区政府", "以上 责任 各县区政府"),
        ],
    );
}

#[test]
fn deadlines() {
    check(
        Manner::Line,
        &[
            ("完成时限：2024年12月底前", "时限 2024年12月底前"),
            ("时序进度：持续推进", "时限 持续推进"),
            ("责任单位：市教育局；完成时间：2024年6月，并长期坚持", "责任 市教育局｜时限 2024年6月，并长期坚持"),
        ],
    );
}

#[test]
fn what_is_no_clause() {
    check(
        Manner::Bracket,
        &[
            ("含本数", "-"),
            ("以下简称市教育局", "-"),
            ("由投资方负责", "-"),
            ("由市教育局负责解释", "-"),
            ("见附件1", "-"),
            ("责任单位：见附件1", "-"),
            ("甲市、乙市", "-"),
            ("2024年版", "-"),
            ("详见《任务清单》", "-"),
            ("GWh", "-"),
            ("联系人：王某，电话：010-1234", "-"),
        ],
    );
    check(
        Manner::Line,
        &[
            ("责任：各部门要压实责任", "-"),
            ("工作责任：层层压实", "-"),
            ("责任单位：要加强组织领导，建立健全工作机制，确保各项任务落到实处", "-"),
        ],
    );
    check(
        Manner::Sentence,
        &[
            ("各部门要各负其责", "-"),
            ("市教育局负责制定实施细则", "-"),
            ("林业部门牵头，有关部门配合，形成合力", "-"),
            ("发挥市教育局牵头作用", "-"),
            ("牵头单位要按月调度", "-"),
            ("由市教育局负责解释", "-"),
        ],
    );
}

#[test]
fn nothing_fails_and_nothing_leaves_the_text() {
    let words = [
        "牵头单位：",
        "市教育局",
        "、",
        "等",
        "（",
        "）",
        "和",
        "负责",
        "，",
        "；",
        "第一位的为牵头",
        "会同",
        "2024年",
        "以上各项",
        "由",
        "\n",
        " ",
        "：",
        "”",
        "🧭",
    ];
    // Every row of four of them.
    for a in words {
        for b in words {
            for c in words {
                for d in words.into_iter().step_by(3) {
                    let text = format!("{a}{b}{c}{d}");
                    for manner in [Manner::Bracket, Manner::Line, Manner::Sentence, Manner::Cell(Role::Lead)] {
                        let Some(reading) = read(&text, manner) else { continue };
                        for entry in reading.lists.iter().flat_map(|list| &list.entries).chain(&reading.reaches) {
                            assert!(text.get(entry.span.clone()).is_some_and(|words| !words.is_empty()), "{text}");
                        }
                        for span in reading.rest.iter().chain(&reading.people).chain(&reading.deadline) {
                            assert!(text.get(span.clone()).is_some(), "{text}");
                        }
                    }
                }
            }
        }
    }
}
