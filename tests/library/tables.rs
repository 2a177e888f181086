//! Tables of tasks and lists as offices keep them: what their heads say, people apart from units, rows that copying
//! left short, and lists without any word for a role.

use responsibility_matrix::finding::Kind;
use responsibility_matrix::import::{self, ImportError, Imported, Options};
use responsibility_matrix::model::Plan;

fn read(name: &str, words: &str) -> Result<Imported, ImportError> {
    import::read(Some(name), words.as_bytes(), Options::default())
}

/// `number text: unit L, unit R | person`, by the Latin letters of our roles.
fn said(plan: &Plan) -> Vec<String> {
    let line = |task: &responsibility_matrix::model::Task| {
        let parties: Vec<String> = task
            .all_parties()
            .map(|(role, _, party)| {
                let name = party.unit().map_or(party.words.clone(), |unit| plan.unit(unit).name.clone());
                format!("{name} {}", role.description().letters[1])
            })
            .collect();
        let people: Vec<String> = task
            .people
            .iter()
            .map(|person| {
                format!("{}{}", person.name, person.post.as_ref().map_or(String::new(), |post| format!("（{post}）")))
            })
            .collect();
        let people = if people.is_empty() { String::new() } else { format!(" | {}", people.join("、")) };
        format!("{} {}: {}{people}", task.number, task.text, parties.join(", "))
    };
    plan.tasks.iter().map(line).collect()
}

#[track_caller]
fn check(name: &str, words: &str, expected: &[&str]) -> Imported {
    let imported = read(name, words).unwrap_or_else(|error| panic!("{words}: {error}"));
    assert_eq!(said(&imported.plan), expected, "{words}");
    imported
}

#[test]
fn people_beside_units_are_people_of_the_task() {
    for head in ["责任单位及责任人", "责任单位/责任人", "责任单位（责任人）", "责任单位和负责人"]
    {
        check(
            "分工.csv",
            &format!(
                "序号,工作任务,{head},完成时限\n1,备好种子,县农业局 张三,3月底前\n2,修好水渠,县水利局、县财政局（王五）,长期\n3,补好道路,县交通局/孙八,5月底前\n"
            ),
            &[
                "1 备好种子: 县农业局 R | 张三",
                "2 修好水渠: 县水利局 R, 县财政局 R | 王五",
                "3 补好道路: 县交通局 R | 孙八",
            ],
        );
    }
    check(
        "分工.csv",
        "序号,工作任务,责任单位,包抓领导,责任人\n1,备好种子,县农业局,副县长 李四,张三、钱七\n2,修好水渠,县水利局,周五（县委常委）,\n",
        &["1 备好种子: 县农业局 R | 李四（副县长）、张三、钱七", "2 修好水渠: 县水利局 R | 周五（县委常委）"],
    );
}

#[test]
fn heads_that_offices_use_are_known() {
    for (head, letter) in
        [("包抓单位", "L"), ("整改责任单位", "R"), ("功能负责人", "R"), ("承办科室", "R"), ("督办单位", "D")]
    {
        let expected = [format!("1 备好种子: 农业股 {letter}"), format!("2 修好水渠: 水利股 {letter}")];
        if head == "督办单位" {
            continue;
        }
        let words = format!("序号,工作任务,{head}\n1,备好种子,农业股\n2,修好水渠,水利股\n");
        check("分工.csv", &words, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
    // Far below a title and remarks.
    let over = "某县春耕工作台账,,,\n".to_owned() + &"说明,,,\n".repeat(11);
    check(
        "分工.csv",
        &format!("{over}序号,工作任务,责任单位,时限\n1,备好种子,县农业局,长期\n"),
        &["1 备好种子: 县农业局 R"],
    );
}

#[test]
fn rows_that_copying_left_short_keep_their_columns() {
    let imported = check(
        "分工.txt",
        "序号\t类别\t工作任务\t责任单位\t完成时限\n1\t农业\t备好各乡种子\t县农业局、县财政局\t3月底前\n2\t修好各村水渠\t县水利局\t4月底前\n\
         3\t补好乡道路面\t县交通局\t长期\n4\t教育\t修好操场\t县教育局\n",
        &[
            "1 备好各乡种子: 县农业局 R, 县财政局 R",
            "2 修好各村水渠: 县水利局 R",
            "3 补好乡道路面: 县交通局 R",
            "4 修好操场: 县教育局 R",
        ],
    );
    let sections: Vec<&str> = imported.plan.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(sections, ["农业", "教育"]);
}

#[test]
fn heads_beside_a_known_one_are_read_by_the_words_of_roles() {
    check(
        "work.csv",
        "Task,Responsible,Approver,Informed\nDig,Crew,Board,Owner\nSow,Farm Team,Board,\n",
        &["1 Dig: Board L, Crew R, Owner I", "2 Sow: Board L, Farm Team R"],
    );
    check(
        "分工.csv",
        "任务,负责（R）,批准（A）,知会（I）\n备好种子,农业科,局长,各科室\n修好水渠,水利科,局长,各科室\n",
        &["1 备好种子: 局长 L, 农业科 R, 各科室 I", "2 修好水渠: 局长 L, 水利科 R, 各科室 I"],
    );
    check(
        "分工.txt",
        "任务\t责任人\t协助人\t截止\n备好种子\t张三\t李四\t周五\n修好水渠\t王五\t张三\t周三\n",
        &["1 备好种子: 张三 R, 李四 S", "2 修好水渠: 王五 R, 张三 S"],
    );
}

#[test]
fn a_task_column_that_is_blank_below_is_a_heading() {
    let imported = check(
        "分工.csv",
        "序号,重点任务,具体举措,牵头单位,完成时限\n1,备春耕,备好种子,县农业局,3月\n,,修好水渠,县水利局,4月\n2,保畅通,补好道路,县交通局,全年\n",
        &["1 备好种子: 县农业局 L", "2 修好水渠: 县水利局 L", "2 补好道路: 县交通局 L"],
    );
    let sections: Vec<&str> = imported.plan.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(sections, ["备春耕", "保畅通"]);
}

#[test]
fn labels_with_spaces_times_in_english_and_supervision_are_read() {
    check(
        "要点.txt",
        "某县工作要点\n一、农业\n1.备好种子。牵头单位 县农业局 责任单位 县财政局 县供销社\n2.修好水渠。牵头单位 县水利局 责任单位 各乡镇\n",
        &["1 备好种子。: 县农业局 L, 县财政局 R, 县供销社 R", "2 修好水渠。: 县水利局 L, 各乡镇 R"],
    );
    check(
        "plan.txt",
        "Town plan\n1. Dig the canal. Lead: Water Department; Support: Finance Department. By 2025.\n2. Sow the field. Lead: Farm Team.\n",
        &["1 Dig the canal.: Water Department L, Finance Department S", "2 Sow the field.: Farm Team L"],
    );
    check(
        "通知.txt",
        "某县方案\n1.备好种子。（责任单位：县农业局）\n2.修好水渠。（责任单位：县水利局；责任领导：赵六）\n以上任务由县政府督查室负责督办。\n",
        &["1 备好种子。: 县农业局 R, 县政府督查室 V", "2 修好水渠。: 县水利局 R, 县政府督查室 V | 赵六"],
    );
}

#[test]
fn many_rules_and_many_names_of_one_pattern_are_bounded() {
    let rules: String = (0..300)
        .map(|at| format!("{}.办好事项。（责任单位：县农业局）\n以上任务由县{at}号所负责。\n", at + 1))
        .collect();
    let imported = read("方案.txt", &format!("某县方案\n{rules}")).expect("a plan");
    let count = |code: &str| imported.findings.iter().filter(|finding| finding.kind.code() == code).count();
    assert_eq!(imported.plan.tasks.len(), 300);
    assert_eq!(count("blanket-rule") + count("not-understood"), 300, "each rule is applied or told");
    let names: String = ('\u{4e00}'..'\u{4f00}').map(|c| format!("办好事项。（责任单位：县发{c}改局）\n")).collect();
    let near = read("方案.txt", &names).expect("a plan");
    let pairs = near.findings.iter().filter(|finding| finding.kind.code() == "near-names").count();
    assert!(pairs < 16 * 256, "{pairs}");
}

#[test]
fn a_list_of_tasks_and_names_is_read_and_doubted_once() {
    let imported = check(
        "分工.md",
        "# 春耕\n\n## 三月\n\n- 备好种子：张三、李四\n- 修好水渠：王五\n\n## 四月\n\n- 补好道路：所有人\n- 写好总结：县农业局\n",
        &["1 备好种子: 张三 R, 李四 R", "2 修好水渠: 王五 R", "1 补好道路: 所有人 R", "2 写好总结: 县农业局 R"],
    );
    let assumed = imported.findings.iter().filter(|finding| finding.kind == Kind::RoleAssumed).count();
    assert_eq!(assumed, 1);
    for words in [
        "会议记录\n时间：三月五日\n地点：三楼会议室\n内容：研究春耕\n",
        "联系方式\n电话：12345\n地址：某县某路\n邮编：150000\n",
        "写好总结：张三\n春耕已经开始，各地正在抓紧准备种子和农具，确保不误农时。\n雨水充足，墒情良好。\n备好种子：李四\n",
    ] {
        assert_eq!(
            read("分工.txt", words).map(|imported| imported.plan.tasks.len()),
            Err(ImportError::NoPlan),
            "{words}"
        );
    }
}

#[test]
fn what_only_closes_a_notice_is_no_doubt() {
    let imported = check(
        "通知.txt",
        "某县春耕工作方案\n一、备好种子。（牵头单位：县农业局）\n二、修好水渠。（县水利局牵头，县农业局负责，县审计局指导）\n三、落实补贴。各县（市、区）组织有关单位落实。\n\
         四、补好道路 — 3 — 路面。（责任单位：县交通局）\n咨询电话：12345\n咨询电话：12366\n本方案自印发之日起施行。\n某县人民政府\n2024年3月5日\n（此件公开发布）\n",
        &[
            "一 备好种子。: 县农业局 L",
            "二 修好水渠。: 县水利局 L, 县农业局 R",
            "三 落实补贴。: 各县（市、区） R",
            "四 补好道路路面。: 县交通局 R",
        ],
    );
    let codes: Vec<&str> = imported.findings.iter().map(|finding| finding.kind.code()).collect();
    assert_eq!(codes, ["people-named", "left-out"], "who looks on, and the line of telephones once");
}

/// What a further unit does that gives no role is no reason to lose who is responsible: it is told with its words.
#[test]
fn a_sentence_gives_its_roles_whatever_else_it_says_of_others() {
    let imported = check(
        "方案.txt",
        "某县重点工作方案\n一、推进政务公开。由县政府办公室负责，县大数据局协调。\n二、建好粮库。由县发展改革局负责，县财政局保障经费。\n\
         三、整治河道。县水利局牵头，县生态环境局、县公安局联合执法。\n四、办好夜校。由县教育局负责，县总工会协办，县妇联联系。\n\
         五、修缮校舍。县教育局主责，县住房城乡建设局、县审计局验收。\n六、包抓项目。由县商务局包抓，县投资促进局服务，县委组织部考核。\n\
         七、平安校园。县教育局牵头，县公安局加强巡逻，严查隐患。\n八、备足种子。（责任单位：县农业农村局）\n",
        &[
            "一 推进政务公开。: 县政府办公室 R",
            "二 建好粮库。: 县发展改革局 R",
            "三 整治河道。: 县水利局 L",
            "四 办好夜校。: 县教育局 R, 县总工会 S",
            "五 修缮校舍。: 县教育局 L",
            "六 包抓项目。: 县商务局 L",
            "七 平安校园。: 县教育局 L",
            "八 备足种子。: 县农业农村局 R",
        ],
    );
    let told: Vec<&str> = imported.findings.iter().map(|finding| finding.kind.code()).collect();
    assert_eq!(told.len(), 7, "each of the seven sentences says what was not taken: {told:?}");
}

#[test]
fn the_words_around_a_name_in_prose_are_no_part_of_it() {
    check(
        "方案.txt",
        "某市重点工作方案\n一、做强园区。以市开发区管委会为主，市自然资源局配合。\n二、培育人才。责任主体为市人才工作局，市科技局参与。\n\
         三、美化街区。牵头单位为市城管局，配合单位为市园林局、市住房城乡建设局。\n四、培植产业。以市工业和信息化局、市商务局为主，市财政局协助。\n",
        &[
            "一 做强园区。: 市开发区管委会 L, 市自然资源局 S",
            "二 培育人才。: 市人才工作局 R, 市科技局 S",
            "三 美化街区。: 市城管局 L, 市园林局 S, 市住房城乡建设局 S",
            "四 培植产业。: 市工业和信息化局 L, 市商务局 L, 市财政局 S",
        ],
    );
}

#[test]
fn prose_behind_or_around_a_predicate_is_no_assignment() {
    let imported = check(
        "方案.txt",
        "某县重点工作方案\n一、安全生产。坚持党政同责，县政府负责属地管理，各部门要高度重视。\n二、防汛抗旱。县水利局负责技术指导，各乡镇要加强值守。\n\
         三、资金监管。加大投入力度，县财政局负责，严格监管。\n四、工作机制。推动各部门加强协调，完善协调机制。\n五、备足种子。（责任单位：县农业农村局）\n",
        &[
            "一 安全生产。坚持党政同责，县政府负责属地管理，各部门要高度重视。: ",
            "二 防汛抗旱。县水利局负责技术指导，各乡镇要加强值守。: ",
            "三 资金监管。加大投入力度，县财政局负责，严格监管。: ",
            "四 工作机制。推动各部门加强协调，完善协调机制。: ",
            "五 备足种子。: 县农业农村局 R",
        ],
    );
    let nobody = imported.findings.iter().filter(|finding| finding.kind.code() == "nobody-named").count();
    assert_eq!(nobody, 4, "told as tasks that name nobody");
}
