//! Names that a list does not write in full: which are completed, which are proposed, which stay as they are.

use responsibility_matrix::finding::Kind;
use responsibility_matrix::import::{self, Imported, Options};

fn read(text: &str) -> Imported {
    import::read(None, text.as_bytes(), Options::default()).expect("a plan")
}

fn units(imported: &Imported) -> Vec<&str> {
    imported.plan.units.iter().map(|unit| unit.name.as_str()).collect()
}

fn said(imported: &Imported) -> Vec<(String, String)> {
    let told =
        |kind: &Kind| matches!(kind, Kind::SharedPrefix { .. } | Kind::PrefixMissing { .. } | Kind::LikelyAlias { .. });
    let found = imported.findings.iter().filter(|finding| told(&finding.kind));
    found.map(|finding| (finding.kind.code().to_owned(), finding.words.clone())).collect()
}

#[test]
fn a_level_that_is_said_once_is_completed_where_the_document_has_the_whole_name() {
    let imported = read(
        "1.修订指南。（责任单位：省教育厅、财政厅、商务厅）\n2.开设窗口。（责任单位：省商务厅、财政厅）\n3.公开结果。（牵头单位：省财政厅；责任单位：省教育厅）\n",
    );
    assert_eq!(units(&imported), ["省教育厅", "省财政厅", "省商务厅"]);
    let expected = [("shared-prefix", "财政厅"), ("shared-prefix", "商务厅")];
    assert_eq!(said(&imported), expected.map(|(code, words)| (code.to_owned(), words.to_owned())));
}

#[test]
fn a_level_that_may_be_left_out_is_proposed_for_all_names_at_once() {
    let imported = read(
        "1.修订指南。（责任单位：市教育局、财政局、商务局）\n2.开设窗口。（责任单位：市教育局、财政局、税务局、各县（市、区）政府）\n",
    );
    assert!(units(&imported).contains(&"财政局"), "{:?}", units(&imported));
    assert_eq!(said(&imported), [("prefix-missing".to_owned(), "财政局、商务局".to_owned())]);
    let kind = imported.findings.iter().map(|finding| &finding.kind).find(|kind| kind.code() == "prefix-missing");
    assert_eq!(kind, Some(&Kind::PrefixMissing { prefix: "市".to_owned(), units: 2 }));
}

#[test]
fn names_that_stand_for_themselves_are_left_alone() {
    for text in [
        // Ministries say no level.
        "1.修订指南。（责任单位：教育部、财政部、商务部）\n2.开设窗口。（责任单位：财政部、国家发展改革委）\n",
        // They begin lists of their own.
        "1.修订指南。（责任单位：财政局、商务局）\n2.开设窗口。（责任单位：市教育局、财政局、商务局）\n",
        // 市场 is no level, and one name is an accident.
        "1.修订指南。（责任单位：市场监管局、财政局、商务局）\n2.开设窗口。（责任单位：县教育局、财政局）\n",
    ] {
        assert_eq!(said(&read(text)), [], "{text}");
    }
}

#[test]
fn a_shared_ending_is_said_once_for_each_name() {
    let imported = read(
        "1.修订指南。（责任单位：东山市、西山州人民政府）\n2.开设窗口。（责任单位：东山市、西山州人民政府）\n3.公开结果。（责任单位：东山市、西山州人民政府）\n",
    );
    let shared = imported.findings.iter().filter(|finding| matches!(finding.kind, Kind::SharedEnding { .. }));
    assert_eq!(shared.count(), 1);
}

#[test]
fn a_rule_over_all_that_follows_brings_its_units_into_each_task_below() {
    let imported = read(
        "1.修订指南。（省教育厅负责。以下均需各市、县人民政府落实，不再一一列出）\n2.开设窗口。（省商务厅负责）\n3.公开结果。（省财政厅负责）\n",
    );
    assert_eq!(units(&imported), ["省教育厅", "省商务厅", "省财政厅", "各市、县人民政府"]);
    assert!(imported.plan.tasks.iter().all(|task| task.all_parties().count() == 2));
    assert!(imported.findings.iter().any(|finding| finding.kind == Kind::BlanketRule { tasks: 3 }));
}

#[test]
fn bodies_with_their_duties_behind_a_colon_are_tasks() {
    let imported = read(
        "某市校园安全工作方案\n为保障校园安全，制定本方案。\n一、部门职责\n市教育局：负责校园安全检查，组织应急演练。\n市公安局、市交通运输局：负责校园周边秩序和校车安全。\n二、属地职责\n各县（区）政府：落实属地管理责任。\n",
    );
    let sections: Vec<&str> = imported.plan.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(sections, ["部门职责", "属地职责"]);
    assert_eq!(units(&imported), ["市教育局", "市公安局", "市交通运输局", "各县（区）政府"]);
    assert_eq!(imported.plan.tasks[0].text, "负责校园安全检查，组织应急演练。");
    let telephones =
        "值班电话\n市教育局：0830-1234567\n市公安局：0830-2234567\n市财政局：张三、李四\n市审计局：王五、赵六\n";
    assert!(import::read(None, telephones.as_bytes(), Options::default()).is_err());
}

#[test]
fn an_english_sentence_at_the_end_names_who_leads() {
    let imported = read(
        "County Heat Plan\n\n1. Open cooling centers. (Lead: Parks Department)\n2. Send alerts by text message. Led by Emergency Office, supported by Communications Office.\n",
    );
    assert_eq!(units(&imported), ["Parks Department", "Emergency Office", "Communications Office"]);
}
