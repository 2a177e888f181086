//! Text documents of the open format (.odt): lists count by themselves, cells are merged, and nothing breaks.

use crate::import::zip;
use crate::seeded::cases;
use proptest::prelude::*;
use responsibility_matrix::import::{self, ImportError, Imported, Options};
use responsibility_matrix::model::{Plan, Role};

fn odt(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:text>{body}</office:text></office:body></office:document-content>"
    );
    zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    import::read(Some("通知.odt"), bytes, Options::default())
}

fn names(plan: &Plan, task: usize, role: Role) -> Vec<&str> {
    plan.tasks[task].parties(role).iter().map(|party| party.words.as_str()).collect()
}

const LIST: &str = r#"<text:list-style style:name="L1">
    <text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
    <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."/></text:list-style>"#;

fn notice() -> Vec<u8> {
    odt(
        LIST,
        r#"<text:p>某县河道整治工作方案</text:p>
        <text:tracked-changes><text:changed-region><text:deletion><text:p>1.删去的事。（牵头单位：县审计局）</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:list text:style-name="L1"><text:list-item><text:p>清理河道</text:p>
          <text:list><text:list-item><text:p>清运<text:s text:c="1"/>垃圾。<text:note><text:note-body><text:p>见附件</text:p></text:note-body></text:note>（牵头单位：县水务局；责任单位：县住建局）</text:p></text:list-item>
          <text:list-item><text:p>巡查河岸&amp;堤坝。（牵头单位：县公安局）</text:p></text:list-item></text:list></text:list-item>
        </text:list>
        <text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>植树</text:p>
          <text:list><text:list-item><text:p>栽柳树。（牵头单位：县林草局）</text:p></text:list-item></text:list></text:list-item></text:list>"#,
    )
}

#[test]
fn lists_count_by_themselves() {
    let imported = read(&notice()).expect("a plan");
    let plan = &imported.plan;
    assert_eq!(plan.title, "某县河道整治工作方案");
    let sections: Vec<_> =
        plan.sections.iter().map(|section| (section.label.as_str(), section.title.as_str())).collect();
    assert_eq!(sections, [("一、", "清理河道"), ("二、", "植树")]);
    let tasks: Vec<_> = plan.tasks.iter().map(|task| (task.number.as_str(), task.text.as_str())).collect();
    assert_eq!(tasks, [("1", "清运 垃圾。"), ("2", "巡查河岸&堤坝。"), ("1", "栽柳树。")]);
    assert_eq!(names(plan, 0, Role::Lead), ["县水务局"]);
    assert!(plan.unit_named("县审计局").is_none(), "what was deleted is no text");
    assert!(!imported.text.contains("见附件"), "notes are no text");
}

#[test]
fn merged_cells_stand_for_all_that_they_cover() {
    let cell =
        |more: &str, words: &str| format!("<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>");
    let covered = "<table:covered-table-cell/>";
    let rows = [
        [cell("", "序号"), cell("", "工作任务"), cell("", "牵头单位"), cell("", "责任单位")].concat(),
        [cell("", "1"), cell("", "修桥"), cell("table:number-rows-spanned=\"2\"", "县交通局"), cell("", "县财政局")]
            .concat(),
        [cell("", "2"), cell("", "铺路"), covered.to_owned(), cell("", "县住建局、县公安局")].concat(),
    ];
    let rows: String = rows.iter().map(|row| format!("<table:table-row>{row}</table:table-row>")).collect();
    let body = format!("<text:p>某县道路方案任务分工表</text:p><table:table>{rows}</table:table>");
    let imported = read(&odt("", &body)).expect("a plan");
    let plan = &imported.plan;
    assert_eq!(plan.tasks.len(), 2);
    for task in 0..2 {
        assert_eq!(names(plan, task, Role::Lead), ["县交通局"], "task {task}");
    }
    assert_eq!(names(plan, 1, Role::Responsible), ["县住建局", "县公安局"]);
}

#[test]
fn a_document_is_read_by_what_it_is() {
    for name in ["通知.doc", "通知.txt", "通知"] {
        let imported = import::read(Some(name), &notice(), Options::default()).expect(name);
        assert_eq!(imported.plan.tasks.len(), 3, "{name}");
    }
    assert_eq!(read(&odt("", "")).err(), Some(ImportError::Empty));
    let endless = "<table:table><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
                   table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    assert!(read(&odt("", endless)).is_err(), "cells without end are no plan");
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_damaged_document_breaks_nothing(cut in 0_usize..4_000, at in 0_usize..4_000, byte in any::<u8>()) {
        let mut bytes = notice();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes);
        let end = cut % bytes.len();
        let _ = read(&bytes[..end]);
    }

    #[test]
    fn content_that_breaks_off_keeps_what_was_read(cut in 0_usize..2_000) {
        let whole = r#"<office:text><text:p>甲县方案</text:p><text:p>1.修路。（牵头单位：县交通局）</text:p><table:table><table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>二</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table></office:text>"#;
        let mut end = cut % whole.len();
        while !whole.is_char_boundary(end) {
            end -= 1;
        }
        let bytes = zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &whole[..end])]);
        let _ = read(&bytes);
    }
}
