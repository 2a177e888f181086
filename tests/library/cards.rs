//! Tables of other builds: heads below each other, units over their roles, a notice's items said again, heads in other
//! languages.

use responsibility_matrix::import::{self, Imported, Options};

fn read(name: &str, text: &str) -> Imported {
    import::read(Some(name), text.as_bytes(), Options::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Each task with its units and the names of their roles.
fn tasks(imported: &Imported) -> Vec<String> {
    let plan = &imported.plan;
    let of = |task: &responsibility_matrix::model::Task| {
        let named = task
            .all_parties()
            .filter_map(|(role, _, party)| Some(format!("{role:?} {}", plan.unit(party.unit()?).name)));
        format!("{}: {}", task.text, named.collect::<Vec<_>>().join(", "))
    };
    plan.tasks.iter().map(of).collect()
}

#[test]
fn cards_have_their_heads_below_each_other() {
    let card = |task: &str, lead: &str, support: &str| {
        format!(
            "<table><tr><td colspan=2>任务卡</td></tr><tr><td>任务名称</td><td>{task}</td></tr><tr><td>牵头单位</td><td>{lead}</td></tr><tr><td>配合单位</td><td>{support}</td></tr><tr><td>完成时限</td><td>6月底</td></tr></table>"
        )
    };
    let page = format!(
        "<html><h1>某区任务卡</h1>{}{}</html>",
        card("修订指南", "区数据局", "区民政局、区司法局"),
        card("开设窗口", "区民政局", "")
    );
    let imported = read("a.html", &page);
    assert_eq!(
        tasks(&imported),
        ["修订指南: Lead 区数据局, Supporting 区民政局, Supporting 区司法局", "开设窗口: Lead 区民政局"]
    );
    assert_eq!(imported.plan.tasks[0].deadline.as_deref(), Some("6月底"));
    // Two heads in a row, and all cards in one table.
    let rows = "<tr><td>事项</td><td>修订指南</td><td>责任部门</td><td>区数据局</td></tr>".to_owned()
        + "<tr><td>事项</td><td>开设窗口</td><td>责任部门</td><td>区民政局</td></tr>"
        + "<tr><td>事项</td><td>公开结果</td><td>责任部门</td><td>区司法局</td></tr>";
    assert_eq!(
        tasks(&read("a.html", &format!("<table>{rows}</table>"))),
        ["修订指南: Responsible 区数据局", "开设窗口: Responsible 区民政局", "公开结果: Responsible 区司法局"]
    );
}

#[test]
fn units_stand_over_their_roles() {
    for (first, second) in [("牵头", "配合"), ("R", "A"), ("主办", "协办")] {
        let text = format!(
            "任务\t县水利局\t\t县应急局\t\n\t{first}\t{second}\t{first}\t{second}\n巡查堤防\t√\t\t\t√\n发布预警\t\t√\t√\t\n转移群众\t\t√\t√\t\n"
        );
        let role = |word: &str| match word {
            "牵头" | "主办" | "A" => "Lead",
            "R" => "Responsible",
            _ => "Supporting",
        };
        let (first, second) = (role(first), role(second));
        let order = |one: String, other: String| {
            if first == "Responsible" { format!("{other}, {one}") } else { format!("{one}, {other}") }
        };
        let row = |task: &str, one: &str, other: &str| {
            format!("{task}: {}", order(format!("{first} {one}"), format!("{second} {other}")))
        };
        let expected = [
            row("巡查堤防", "县水利局", "县应急局"),
            row("发布预警", "县应急局", "县水利局"),
            row("转移群众", "县应急局", "县水利局"),
        ];
        assert_eq!(tasks(&read("a.txt", &text)), expected);
    }
}

#[test]
fn an_annex_that_says_the_items_again_adds_no_tasks() {
    let notice = "某县行动方案\n一、发放消费券。向居民发放500万元。（牵头单位：县商务局；责任单位：县财政局）\n二、整治商圈。规范停车。（牵头单位：县城管局）\n附件：任务分工表\n";
    let head = "序号\t任务\t牵头单位\t责任单位\n";
    let same = format!("{notice}{head}1\t发放消费券\t县商务局\t县财政局\n2\t整治商圈\t县城管局\t\n");
    assert_eq!(read("a.txt", &same).plan.tasks.len(), 2);
    // Other units, or other tasks: they stay.
    let other = format!("{notice}{head}1\t发放消费券\t县民政局\t县财政局\n2\t整治夜市\t县城管局\t\n");
    assert_eq!(read("a.txt", &other).plan.tasks.len(), 4);
}

#[test]
fn names_below_a_label_may_be_counted() {
    let imported = read(
        "a.txt",
        "1．建设平台\n牵头单位：省数据局\n责任单位：\n（1）省财政厅\n（2）省教育厅\n完成时限：2026年12月\n2．开放数据\n责任单位：\n①省交通运输厅\n②省商务厅\n",
    );
    assert_eq!(
        tasks(&imported),
        [
            "建设平台: Lead 省数据局, Responsible 省财政厅, Responsible 省教育厅",
            "开放数据: Responsible 省交通运输厅, Responsible 省商务厅"
        ]
    );
}

#[test]
fn heads_of_tables_in_other_languages() {
    for (head, roles) in [
        ("№;Мероприятие;Ответственный исполнитель;Соисполнители;Срок", ["Responsible", "Supporting"]),
        ("N.º;Atividade;Responsável;Apoio;Prazo", ["Responsible", "Supporting"]),
        ("Nº;Actividad;Coordinación;Ejecuta;Plazo", ["Lead", "Responsible"]),
        ("N°;Action;Pilote;Partenaires;Échéance", ["Lead", "Supporting"]),
        ("Nr.;Maßnahme;Federführung;Beteiligte;Frist", ["Lead", "Supporting"]),
    ] {
        let text = format!(
            "{head}\n1;Первое дело;Отдел строительства;Финансовый отдел;05.2026\n2;Второе дело;Отдел транспорта;Финансовый отдел;06.2026\n"
        );
        let [first, second] = roles;
        assert_eq!(
            tasks(&read("a.csv", &text)),
            [
                format!("Первое дело: {first} Отдел строительства, {second} Финансовый отдел"),
                format!("Второе дело: {first} Отдел транспорта, {second} Финансовый отдел")
            ],
            "{head}"
        );
    }
    // Legends in cells, merged or beside each other.
    let grid = "Aufgabe;Leitung;Technik;Recht\nEntwurf;V;D;K\nEinführung;V;D;K\n\nLegende: V = Verantwortung, D = Durchführung, K = Konsultation;;;\n";
    let expected = ["Entwurf: Responsible Leitung, Responsible Technik, Consulted Recht"];
    assert_eq!(tasks(&read("a.csv", grid))[..1], expected);
}
