//! The built-in plan says exactly what its notice says.
//!
//! The notice is read by a little reader of its own, which shares no code with the product: a
//! fault of the product's readers cannot hide here.

use responsibility_matrix::document::Document;
use responsibility_matrix::file;
use responsibility_matrix::model::{ByRole, Collective, Party, PartyKind, Plan, Role, Task, UnitId};
use responsibility_matrix::view::{Filter, Ledger, MatrixView};
use std::collections::HashSet;

const PLAN: &str = include_str!("../../seeds/mulan-2019.ron");
const NOTICE: &str = include_str!("../../seeds/mulan-2019.txt");

/// A heading of the notice, as it stands there but for the width of its punctuation.
struct Heading {
    label: String,
    title: String,
    overall_leads: Vec<String>,
    tasks: Vec<Paragraph>,
}

/// A numbered paragraph of the notice.
struct Paragraph {
    number: String,
    text: String,
    clause: String,
    leads: Names,
    responsible: Names,
}

/// A list of names and the words that leave it open.
#[derive(Debug, PartialEq)]
struct Names {
    names: Vec<String>,
    ending: Option<String>,
}

/// Full-width punctuation, figures and letters as half-width ones.
fn fold(text: &str) -> String {
    let half = |c: char| match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(half).collect()
}

fn read_notice(notice: &str) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    for line in fold(notice).lines().map(str::trim) {
        if let Some((head, leads)) = line.strip_suffix(')').and_then(|line| line.split_once("(总牵头单位:")) {
            let label_end = head.find(')').map_or(0, |end| end + 1);
            headings.push(Heading {
                label: head[..label_end].to_owned(),
                title: head[label_end..].to_owned(),
                overall_leads: read_names(leads).names,
                tasks: Vec::new(),
            });
        } else if let Some((number, rest)) = line.split_once('.')
            && number.parse::<u32>().is_ok()
        {
            let heading = headings.last_mut().expect("a task stands under a heading");
            heading.tasks.push(read_paragraph(number, rest));
        }
    }
    headings
}

fn read_paragraph(number: &str, rest: &str) -> Paragraph {
    let rest = rest.strip_suffix(')').expect("a task ends in its clause");
    let (text, clause) = rest.rsplit_once('(').expect("the clause stands in brackets");
    let lists = clause.strip_prefix("牵头单位:").expect("the clause begins with the leads");
    let (leads, responsible) =
        lists.split_once("责任单位:").or_else(|| lists.split_once("责任部门:")).expect("the responsible follow");
    Paragraph {
        number: number.to_owned(),
        text: text.to_owned(),
        clause: clause.to_owned(),
        leads: read_names(leads.trim_end_matches([';', ','])),
        responsible: read_names(responsible),
    }
}

fn read_names(list: &str) -> Names {
    let (list, ending) = match list.find('等') {
        Some(start) => (&list[..start], Some(list[start..].to_owned())),
        None => (list, None),
    };
    Names { names: list.split(['、', ',']).map(str::to_owned).collect(), ending }
}

/// A list of the plan in the notice's words.
fn names_of(parties: &[Party]) -> Names {
    let words = |ending: bool| parties.iter().filter(move |party| party.is_ending() == ending).map(|p| p.words.clone());
    let last = parties.last();
    let ending = words(true).next();
    assert_eq!(last.is_some_and(Party::is_ending), ending.is_some(), "closing words close their list");
    Names { names: words(false).collect(), ending }
}

fn plan() -> Plan {
    let opened = file::decode(PLAN).expect("the plan file is read");
    assert_eq!(opened.findings, []);
    opened.plan
}

fn view(plan: &Plan) -> MatrixView {
    MatrixView::new(plan, &Ledger::new(plan), &Filter::default())
}

/// Every task of the notice with the task of the plan that ought to say the same.
fn check_tasks(check: impl Fn(&Paragraph, &Task)) {
    let (plan, notice) = (plan(), read_notice(NOTICE));
    let paragraphs: Vec<&Paragraph> = notice.iter().flat_map(|heading| &heading.tasks).collect();
    assert_eq!(paragraphs.len(), plan.tasks.len());
    for (paragraph, task) in paragraphs.into_iter().zip(&plan.tasks) {
        check(paragraph, task);
    }
}

#[test]
fn seven_sections_with_their_overall_leads() {
    let (plan, notice) = (plan(), read_notice(NOTICE));
    assert_eq!((notice.len(), plan.sections.len()), (7, 7));
    for (heading, section) in notice.iter().zip(&plan.sections) {
        assert_eq!(heading.label, fold(&section.label));
        assert_eq!(heading.title, fold(&section.title));
        let leads: Vec<&str> = section.overall_leads.iter().map(|party| party.words.as_str()).collect();
        assert_eq!(heading.overall_leads, leads, "{}", heading.title);
        assert_eq!(section.parent, None);
    }
}

#[test]
fn every_section_holds_its_tasks() {
    let (plan, notice) = (plan(), read_notice(NOTICE));
    for (id, heading) in plan.section_ids().zip(&notice) {
        let tasks = plan.tasks.iter().filter(|task| task.section == Some(id));
        let numbers: Vec<&str> = tasks.map(|task| task.number.as_str()).collect();
        let expected: Vec<&str> = heading.tasks.iter().map(|paragraph| paragraph.number.as_str()).collect();
        assert_eq!(numbers, expected, "{}", heading.title);
    }
}

#[test]
fn thirty_nine_tasks_numbered_from_one() {
    let numbers: Vec<String> = plan().tasks.into_iter().map(|task| task.number).collect();
    let expected: Vec<String> = (1..=39).map(|number| number.to_string()).collect();
    assert_eq!(numbers, expected);
    check_tasks(|paragraph, task| assert_eq!(paragraph.number, task.number));
}

#[test]
fn every_task_says_what_the_notice_says() {
    let errata = plan().errata;
    check_tasks(|paragraph, task| {
        let mut text = paragraph.text.clone();
        for erratum in errata.iter().filter(|erratum| erratum.task.as_ref() == Some(&task.number)) {
            assert_eq!(text.matches(&erratum.printed).count(), 1, "the notice prints “{}” once", erratum.printed);
            text = text.replace(&erratum.printed, &erratum.corrected);
        }
        assert_eq!(text, fold(&task.text), "task {}", task.number);
        assert_eq!(paragraph.clause, fold(&task.clause), "task {}", task.number);
        assert_eq!(task.deadline, None);
    });
}

#[test]
fn every_list_is_in_the_order_of_the_notice() {
    check_tasks(|paragraph, task| {
        assert_eq!(paragraph.leads, names_of(task.parties(Role::Lead)), "leads of task {}", task.number);
        assert_eq!(
            paragraph.responsible,
            names_of(task.parties(Role::Responsible)),
            "responsible in task {}",
            task.number
        );
        assert!(task.all_parties().all(|(role, ..)| role <= Role::Responsible));
    });
}

#[test]
fn nine_lists_are_left_open_and_eight_of_them_name_a_collective() {
    let plan = plan();
    let mut open: Vec<(&str, &str)> = Vec::new();
    for task in &plan.tasks {
        for (role, _, party) in task.all_parties().filter(|(_, _, party)| party.is_ending()) {
            assert_eq!(role, Role::Responsible);
            let marked = party.unit().map_or("nobody", |unit| &plan.unit(unit).name);
            let meant = if marked == "nobody" { "等部门".to_owned() } else { format!("等{marked}") };
            assert_eq!(party.words, meant, "task {}", task.number);
            open.push((&task.number, marked));
        }
    }
    let several = "县直有关部门";
    let expected = [
        ("1", "nobody"),
        ("5", "县直各部门"),
        ("13", "县直各部门"),
        ("16", several),
        ("17", several),
        ("18", several),
        ("20", several),
        ("26", several),
        ("32", several),
    ];
    assert_eq!(open, expected);
}

#[test]
fn the_stray_letter_of_task_37_is_corrected_and_listed() {
    let plan = plan();
    let [erratum] = plan.errata.as_slice() else { panic!("one erratum") };
    assert_eq!(erratum.task.as_deref(), Some("37"));
    assert_eq!(NOTICE.matches("影v响").count(), 1);
    assert!(!PLAN.replace(&erratum.printed, "").contains("影v响"), "only the erratum keeps the slip");
    let task = plan.tasks.iter().find(|task| task.number == "37").expect("task 37");
    assert!(task.text.contains("造成重大损失、恶劣影响的单位和个人"));
}

#[test]
fn punctuation_amid_chinese_text_is_full_width() {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || "“”《》、。".contains(c);
    for task in plan().tasks {
        for text in [&task.text, &task.clause] {
            let characters: Vec<char> = text.chars().collect();
            for (at, c) in characters.iter().enumerate().filter(|(_, c)| ",;:()?!".contains(**c)) {
                let neighbours = [at.checked_sub(1).map(|before| characters[before]), characters.get(at + 1).copied()];
                let chinese = neighbours.into_iter().flatten().any(is_chinese);
                assert!(!chinese, "“{c}” in task {}", task.number);
            }
        }
    }
}

#[test]
fn counts_of_the_notice() {
    let notice = read_notice(NOTICE);
    let tasks = || notice.iter().flat_map(|heading| &heading.tasks);
    let endings = || tasks().filter_map(|task| task.responsible.ending.as_deref());
    assert_eq!(tasks().map(|task| task.leads.names.len()).sum::<usize>(), 68);
    assert_eq!(tasks().filter(|task| task.leads.ending.is_some()).count(), 0);
    assert_eq!(tasks().map(|task| task.responsible.names.len()).sum::<usize>(), 164);
    assert_eq!(endings().filter(|words| *words != "等部门").count(), 8);
    assert_eq!(endings().filter(|words| *words == "等部门").count(), 1);
    assert_eq!(tasks().filter(|task| task.leads.names.len() > 1).count(), 18);
}

#[test]
fn counts_of_the_plan() {
    let plan = plan();
    let counts = view(&plan).counts;
    assert_eq!(counts.roles, ByRole::new([7, 68, 172, 0, 0, 0, 0]));
    assert_eq!((counts.unlisted, counts.open_lists, counts.lead_and_responsible), (1, 9, 4));
    assert_eq!(counts.through, 467);
    assert_eq!(plan.units.iter().filter(|unit| unit.collective.is_none()).count(), 38);
    assert_eq!(plan.units.iter().filter(|unit| unit.collective.is_some()).count(), 3);
    assert_eq!(plan.tasks.iter().filter(|task| task.parties(Role::Lead).len() > 1).count(), 18);
}

/// Counted from the notice's own lists: each of 县直各部门 that a task does not name itself.
#[test]
fn marks_through_a_collective_counted_from_the_notice() {
    let roster = roster_names(&plan());
    let mut through = 0;
    for task in read_notice(NOTICE).iter().flat_map(|heading| &heading.tasks) {
        let lists = [&task.leads, &task.responsible];
        let named: HashSet<&str> = lists.iter().flat_map(|list| &list.names).map(String::as_str).collect();
        let ending = task.responsible.ending.as_deref();
        if named.contains("县直各部门") || ending == Some("等县直各部门") {
            through += roster.iter().filter(|unit| !named.contains(unit.as_str())).count();
        }
    }
    assert_eq!(through, 467);
}

fn roster_names(plan: &Plan) -> Vec<String> {
    let unit = plan.unit_named("县直各部门").expect("县直各部门");
    plan.unit(unit).roster().iter().map(|&member| plan.unit(member).name.clone()).collect()
}

#[test]
fn the_roster_is_party_courts_government_and_the_tax_bureau() {
    let plan = plan();
    let groups = ["县委部门", "政法机关", "县政府部门"];
    let on_roster = |id: &UnitId| {
        let unit = plan.unit(*id);
        groups.contains(&plan.group(unit.group).name.as_str()) || unit.name == "县税务局"
    };
    let expected: Vec<String> = plan.unit_ids().filter(on_roster).map(|id| plan.unit(id).name.clone()).collect();
    assert_eq!(roster_names(&plan), expected);
    assert_eq!(expected.len(), 33);
}

#[test]
fn three_collectives_of_their_kinds() {
    let plan = plan();
    let collective = |name: &str| {
        let unit = plan.unit_named(name).expect("a unit of the plan");
        plan.unit(unit).collective.clone().expect("a collective")
    };
    assert_eq!(collective("各乡镇政府"), Collective::Enumerable { roster: Vec::new(), reason: None });
    assert_eq!(collective("县直有关部门"), Collective::Indeterminate);
    assert!(matches!(collective("县直各部门"), Collective::Enumerable { reason: Some(_), .. }));
    assert_eq!(plan.unit_named("各乡镇"), plan.unit_named("各乡镇政府"), "the short form of task 14");
}

#[test]
fn units_stand_by_group_in_the_order_in_which_they_are_first_named() {
    let plan = plan();
    let groups: Vec<&str> = plan.groups.iter().map(|group| group.name.as_str()).collect();
    let expected = ["县委部门", "人大", "政法机关", "县政府部门", "群团", "中省直单位", "园区", "集合单位"];
    assert_eq!(groups, expected);

    let mut named: Vec<String> = Vec::new();
    for heading in read_notice(NOTICE) {
        named.extend(heading.overall_leads);
        for task in heading.tasks {
            named.extend(task.leads.names);
            named.extend(task.responsible.names);
            named.extend(task.responsible.ending.map(|words| words.replacen('等', "", 1)));
        }
    }
    let first_named = |id: UnitId| {
        let name = &plan.unit(id).name;
        named.iter().position(|words| words == name).unwrap_or_else(|| panic!("the notice names {name}"))
    };
    let mut expected: Vec<UnitId> = plan.unit_ids().collect();
    expected.sort_by_key(|&id| (plan.unit(id).group, first_named(id)));
    assert_eq!(plan.unit_ids().collect::<Vec<_>>(), expected);

    let known: HashSet<&str> = plan.units.iter().map(|unit| unit.name.as_str()).collect();
    let unknown: Vec<&String> = named.iter().filter(|name| !known.contains(name.as_str())).collect();
    assert_eq!(unknown, ["部门", "各乡镇"], "every other name of the notice is a unit");
}

#[test]
fn the_head_of_the_notice() {
    let plan = plan();
    assert_eq!(plan.title, "木兰县优化营商环境工作方案");
    assert_eq!(plan.number.as_deref(), Some("木环组发〔2019〕1号"));
    assert_eq!(plan.date.map(|date| date.to_string()).as_deref(), Some("2019-07-16"));
    assert_eq!(plan.source.as_deref(), Some("mulan-2019.txt"));
    for words in ["木兰县优化营商环境工作方案", "木环组发〔2019〕1号", "2019年7月16日"] {
        assert!(NOTICE.contains(words), "{words}");
    }
    let issuer = plan.issuer.expect("an issuer");
    assert!(NOTICE.replace('\n', "").contains(&issuer), "{issuer}");
}

#[test]
fn the_plan_and_its_notice_are_in_the_program() {
    let document = Document::builtin();
    assert_eq!(document.plan, plan());
    let source = document.source.expect("the notice lies beside the plan");
    assert_eq!(&*source.text, NOTICE);
    for id in document.plan.task_ids() {
        let task = document.plan.task(id);
        let place = source.place(id).unwrap_or_else(|| panic!("task {} is not found", task.number));
        let words = &source.text[place.span.clone()];
        assert!(words.ends_with(')') && words.len() >= task.text.len() / 2, "{}: {words}", task.number);
        let named: Vec<&str> = place.words.iter().map(|words| &source.text[words.span.clone()]).collect();
        assert_eq!(named.len(), task.all_parties().count(), "{}: {named:?}", task.number);
        assert!(task.all_parties().all(|(_, _, party)| named.contains(&party.words.as_str())), "{}", task.number);
    }
}

/// The English example, whose notice is read by eye: each of its words must stand there.
#[test]
fn the_harbour_plan_says_what_its_notice_says() {
    let notice = include_str!("../../seeds/harbour-2026.txt");
    let opened = file::decode(include_str!("../../seeds/harbour-2026.ron")).expect("the plan file is read");
    assert_eq!(opened.findings, []);
    let plan = opened.plan;
    let head = [Some(&plan.title), plan.number.as_ref(), plan.issuer.as_ref()];
    assert!(head.into_iter().flatten().all(|words| notice.contains(words)));
    for section in &plan.sections {
        let leads: Vec<&str> = section.overall_leads.iter().map(|party| party.words.as_str()).collect();
        let leads = if leads.is_empty() { String::new() } else { format!(" (overall lead: {})", leads.join(", ")) };
        let line = format!("{} {}{leads}\n", section.label, section.title);
        assert!(notice.contains(&line), "{line}");
    }
    for task in &plan.tasks {
        let mut text = task.text.clone();
        for erratum in plan.errata.iter().filter(|erratum| erratum.task.as_ref() == Some(&task.number)) {
            assert!(text.contains(&erratum.corrected) && !text.contains(&erratum.printed));
            text = text.replace(&erratum.corrected, &erratum.printed);
        }
        let line = format!("\n{}. {text} ({})\n", task.number, task.clause);
        assert!(notice.contains(&line), "{line}");
        for (_, _, party) in task.all_parties().filter(|(_, _, party)| !matches!(party.kind, PartyKind::Blanket(_))) {
            assert!(task.clause.contains(&party.words), "{} in task {}", party.words, task.number);
        }
        assert!(task.deadline.as_ref().is_none_or(|words| task.clause.ends_with(&format!("deadline: {words}"))));
    }
}
