//! What holds for every plan, however odd: writing and reading are inverse, no broken file is a
//! crash, and the three tables say the same.

use crate::seeded::cases;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use responsibility_matrix::document::Document;
use responsibility_matrix::export::csv::{CsvSink, Encoding};
use responsibility_matrix::export::table::{self, Expand, RowSink};
use responsibility_matrix::export::{Scope, csv};
use responsibility_matrix::file;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{
    ByRole, Collective, Date, Doubt, DoubtPlace, Erratum, Group, GroupId, Office, Party, PartyKind, Person, Plan, Role,
    RoleName, Section, SectionId, Task, Unit, UnitId,
};
use responsibility_matrix::neutral;
use responsibility_matrix::view::{Filter, Ledger, MatrixView, Obligations};
use std::collections::HashMap;

const SEEDS: [&str; 3] = [
    include_str!("../../seeds/mulan-2019.ron"),
    include_str!("../../seeds/harbour-2026.ron"),
    include_str!("../../seeds/library-raci-2026.ron"),
];

// Plans that nobody would write.

/// Text with everything that ends, escapes or hides inside a text.
fn noise() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[\u{4e00}-\u{9fa5}]{1,4}",
        2 => "[ -~]{1,4}",
        1 => any::<char>().prop_map(String::from),
        1 => prop::sample::select(vec![
            "\"", "\\", "\\\"", "\n", "\r\n", "\t", "\0", "\u{7f}", "\u{85}", "\u{200b}", "\u{2028}", "\u{feff}",
            "//", "/*", "*/", "r#\"", "“”", "、", "（", ")", "=", "经", "\u{202e}", "🧭", "\\u{41}",
        ])
        .prop_map(str::to_owned),
    ];
    vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

/// Text that says something.
fn words() -> impl Strategy<Value = String> {
    noise().prop_map(|noise| format!("{noise}事"))
}

#[derive(Clone, Debug)]
struct UnitSeed {
    name: String,
    full_name: Option<String>,
    aliases: Vec<String>,
    /// Ordinary, indeterminate, or a roster with its reason.
    collective: Option<Option<(Vec<Index>, Option<String>)>>,
}

fn unit_seed() -> impl Strategy<Value = UnitSeed> {
    let roster = (vec(any::<Index>(), 0..5), option::of(noise()));
    let collective = prop_oneof![
        4 => Just(None),
        1 => Just(Some(None)),
        2 => roster.prop_map(|roster| Some(Some(roster))),
    ];
    (noise(), option::of(noise()), vec(noise(), 0..3), collective)
        .prop_map(|(name, full_name, aliases, collective)| UnitSeed { name, full_name, aliases, collective })
}

/// An entry of a list, before there are units: its form, its unit, which of the unit's names.
type PartySeed = (u8, Index, Index, String);

fn party_seeds() -> impl Strategy<Value = Vec<PartySeed>> {
    vec((0..8_u8, any::<Index>(), any::<Index>(), noise()), 0..4)
}

#[derive(Clone, Debug)]
struct TaskSeed {
    texts: [String; 3],
    deadline: Option<String>,
    lists: [Vec<PartySeed>; Role::OF_TASKS.len()],
    people: Vec<PersonSeed>,
}

fn task_seed() -> impl Strategy<Value = TaskSeed> {
    let texts = (noise(), words(), noise());
    (texts, option::of(words()), Role::OF_TASKS.map(|_| party_seeds()), vec(person_seed(), 0..3))
        .prop_map(|(texts, deadline, lists, people)| TaskSeed { texts: texts.into(), deadline, lists, people })
}

/// Label, name, post, unit.
type PersonSeed = (String, String, Option<String>, Option<Index>);

fn person_seed() -> impl Strategy<Value = PersonSeed> {
    (words(), words(), option::of(noise()), option::of(any::<Index>()))
}

/// What a plan calls its roles: any names, letters of which no two are alike.
fn role_names() -> impl Strategy<Value = ByRole<RoleName>> {
    let name = || words().prop_map(|name| name.trim().to_owned());
    Role::ALL.map(|_| (option::of(name()), any::<bool>())).prop_map(|names| {
        let letters = ["甲", "乙", "丙", "丁", "戊", "己", "AA"];
        let own = names
            .into_iter()
            .zip(letters)
            .map(|((name, has_letter), letter)| RoleName { name, letter: has_letter.then(|| letter.to_owned()) });
        let own: Vec<RoleName> = own.collect();
        ByRole::from_fn(|role| own[role.index()].clone())
    })
}

fn offices() -> impl Strategy<Value = Office> {
    let text = || option::of(noise());
    (text(), text(), text()).prop_map(|(receiver, return_by, seal)| Office { receiver, return_by, seal })
}

/// Depth, label, title, overall leads, attachments, tasks.
type SectionSeed = (usize, String, String, Vec<PartySeed>, Vec<String>, Vec<TaskSeed>);

fn section_seed() -> impl Strategy<Value = SectionSeed> {
    (0..4_usize, noise(), noise(), party_seeds(), vec(noise(), 0..2), vec(task_seed(), 0..3))
}

/// Title, number, issuer, source, date.
type HeadSeed = (String, Option<String>, Option<String>, Option<String>, Option<(i16, i8, i8)>);

fn head_seed() -> impl Strategy<Value = HeadSeed> {
    let date = (1..9999_i16, 1..=12_i8, 1..=28_i8);
    (words(), option::of(noise()), option::of(noise()), option::of(noise()), option::of(date))
}

fn errata() -> impl Strategy<Value = Vec<Erratum>> {
    let erratum = (option::of(noise()), words(), words(), option::of(noise()));
    vec(erratum.prop_map(|(task, printed, corrected, note)| Erratum { task, printed, corrected, note }), 0..3)
}

fn doubts() -> impl Strategy<Value = Vec<Doubt>> {
    let place = (1..99_u32, 1..99_u32, 0..9_u32).prop_map(|(line, column, length)| DoubtPlace { line, column, length });
    let doubt = (words(), noise(), option::of(place), vec(noise(), 0..3), vec(noise(), 0..3));
    vec(doubt.prop_map(|(kind, words, place, units, values)| Doubt { kind, words, place, units, values }), 0..3)
}

/// A plan in which every name, number and title is told apart by a number at its end.
pub fn plans() -> impl Strategy<Value = Plan> {
    let groups = vec((words(), vec(unit_seed(), 0..4)), 0..4);
    let distinct = vec(vec(any::<Index>(), 0..3), 0..3);
    let about = (role_names(), offices(), vec(noise(), 0..3));
    let rest = (errata(), doubts());
    (head_seed(), about, groups, distinct, vec(task_seed(), 0..3), vec(section_seed(), 0..5), rest).prop_map(
        |(head, (roles, office, attachments), groups, distinct, tasks, sections, (errata, doubts))| {
            let (title, number, issuer, source, date) = head;
            let date = date.map(|(year, month, day)| Date::new(year, month, day).expect("every month has 28 days"));
            let named = Plan { roles, office, attachments, ..Plan::default() };
            let mut plan = Plan { title, number, issuer, source, date, errata, doubts, ..named };
            add_units(&mut plan, groups);
            plan.distinct = distinct.iter().map(|set| pick_units(set, &plan.unit_ids().collect::<Vec<_>>())).collect();
            add_tasks(&mut plan, None, tasks);
            add_sections(&mut plan, sections);
            plan
        },
    )
}

fn pick_units(picks: &[Index], units: &[UnitId]) -> Vec<UnitId> {
    if units.is_empty() { Vec::new() } else { picks.iter().map(|pick| *pick.get(units)).collect() }
}

fn add_units(plan: &mut Plan, groups: Vec<(String, Vec<UnitSeed>)>) {
    let mut rosters = Vec::new();
    for (name, units) in groups {
        let group = GroupId::new(plan.groups.len());
        plan.groups.push(Group { name });
        for seed in units {
            let id = plan.units.len();
            let full_name = seed.full_name.map(|name| format!("{name}·{id}全"));
            let aliases = seed.aliases.iter().enumerate().map(|(nth, alias)| format!("{alias}·{id}别{nth}")).collect();
            let collective = seed.collective.map(|roster| match roster {
                None => Collective::Indeterminate,
                Some((picks, reason)) => {
                    rosters.push((id, picks));
                    Collective::Enumerable { roster: Vec::new(), reason }
                }
            });
            plan.units.push(Unit { name: format!("{}·{id}", seed.name), full_name, aliases, group, collective });
        }
    }
    let ordinary: Vec<UnitId> = plan.unit_ids().filter(|&id| plan.unit(id).collective.is_none()).collect();
    for (id, picks) in rosters {
        if let Some(Collective::Enumerable { roster, .. }) = &mut plan.units[id].collective {
            *roster = pick_units(&picks, &ordinary);
        }
    }
}

fn add_sections(plan: &mut Plan, seeds: Vec<SectionSeed>) {
    let mut open: Vec<SectionId> = Vec::new();
    for (depth, label, title, leads, attachments, tasks) in seeds {
        let id = SectionId::new(plan.sections.len());
        open.truncate(depth);
        let title = format!("{title}·{}", id.index());
        let overall_leads = parties(plan, leads);
        let section = Section { label, title, parent: open.last().copied(), overall_leads, attachments };
        plan.sections.push(section);
        open.push(id);
        add_tasks(plan, Some(id), tasks);
    }
}

fn add_tasks(plan: &mut Plan, section: Option<SectionId>, seeds: Vec<TaskSeed>) {
    for TaskSeed { texts: [number, text, clause], deadline, lists, people } in seeds {
        let number = format!("{number}·{}", plan.tasks.len());
        let mut own = ByRole::default();
        for (role, list) in Role::OF_TASKS.into_iter().zip(lists) {
            own[role] = parties(plan, list);
        }
        let units: Vec<UnitId> = plan.unit_ids().collect();
        let person = |(label, name, post, unit): PersonSeed| {
            let unit = unit.filter(|_| !units.is_empty()).map(|unit| *unit.get(&units));
            Person { label, name, post, unit }
        };
        let people = people.into_iter().map(person).collect();
        plan.tasks.push(Task { section, number, text, clause, deadline, parties: own, people });
    }
}

fn parties(plan: &Plan, seeds: Vec<PartySeed>) -> Vec<Party> {
    let party = |(form, unit, name, noise): PartySeed| {
        if form == 0 || plan.units.is_empty() {
            return Party { words: noise, kind: PartyKind::Open };
        }
        let id = UnitId::new(unit.index(plan.units.len()));
        let Unit { name: canonical, full_name, aliases, .. } = plan.unit(id);
        let names: Vec<&String> = [canonical].into_iter().chain(full_name).chain(aliases).collect();
        let words = (*name.get(&names)).clone();
        match form {
            1 => Party { words: noise, kind: PartyKind::Closing(id) },
            2 => Party { words, kind: PartyKind::ByPosition(id) },
            3 => Party { words, kind: PartyKind::Blanket(id) },
            _ => Party { words, kind: PartyKind::Named(id) },
        }
    };
    seeds.into_iter().map(party).collect()
}

// Writing and reading.

fn check_round_trip(plan: &Plan) {
    let written = file::encode(plan);
    assert!(!written.contains(|c: char| c.is_control() && c != '\n'), "an editor shows all of\n{written}");
    let opened = file::decode(&written).unwrap_or_else(|error| panic!("{error:?} in\n{written}"));
    assert_eq!(opened.findings, [], "in\n{written}");
    assert_eq!(&opened.plan, plan);
    assert_eq!(file::encode(&opened.plan), written, "one plan, one text");
}

#[test]
fn seeds_are_what_the_writer_writes() {
    for seed in SEEDS {
        let opened = file::decode(seed).expect("a plan file");
        assert_eq!(file::encode(&opened.plan), seed);
        check_round_trip(&opened.plan);
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_plan_written_and_read_is_the_same_plan(plan in plans()) {
        check_round_trip(&plan);
    }
}

// Broken files.

/// Everything that is done with a file before a person sees it; its result does not matter here.
fn open(bytes: &[u8]) {
    if let Ok(document) = Document::open("x.ron", bytes) {
        for finding in &document.findings {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(document.finding_line(lang, finding).lines().count(), 1);
            }
        }
        // Without number and text a task's row looks like that of its section.
        if document.plan.tasks.iter().all(|task| !task.number.is_empty()) {
            check_tables_agree(&document.plan);
        }
        let written = file::encode(&document.plan);
        assert!(file::decode(&written).is_ok(), "what was understood can be saved");
    }
}

#[test]
fn no_beginning_of_a_seed_is_a_crash() {
    for seed in SEEDS {
        for (end, _) in seed.trim_end().char_indices().step_by(3) {
            if let Ok(opened) = file::decode(&seed[..end]) {
                panic!("{} tasks without the closing bracket", opened.plan.tasks.len());
            }
        }
    }
}

#[test]
fn no_cut_through_a_character_is_a_crash() {
    for seed in SEEDS {
        let inside = (0..seed.len()).filter(|&end| !seed.is_char_boundary(end));
        for end in inside.step_by(37) {
            let error = file::decode_bytes(&seed.as_bytes()[..end]).expect_err("half a character is no text");
            assert!(matches!(error, file::FileError::NotText { .. }), "{error:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn no_wrong_byte_is_a_crash(seed in 0..2_usize, at in any::<Index>(), byte in any::<u8>()) {
        let mut bytes = SEEDS[seed].as_bytes().to_vec();
        *at.get_mut(&mut bytes) = byte;
        open(&bytes);
    }

    #[test]
    fn no_wrong_sign_is_a_crash(seed in 0..2_usize, at in any::<Index>(), sign in r#"[(){}\[\]",:/*\\ a-z0-9]"#) {
        let mut text = SEEDS[seed].to_owned();
        // In the second half of a file stand few signs of layout: aim at one of them.
        let layout: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii()).map(|(at, _)| at).collect();
        let start = *at.get(&layout);
        text.replace_range(start..=start, &sign);
        open(text.as_bytes());
    }

    #[test]
    fn no_missing_piece_is_a_crash(seed in 0..2_usize, from in any::<Index>(), length in 0..400_usize) {
        let mut bytes = SEEDS[seed].as_bytes().to_vec();
        let from = from.index(bytes.len());
        let to = (from + length).min(bytes.len());
        bytes.drain(from..to);
        open(&bytes);
    }

    #[test]
    fn no_text_is_a_crash(text in noise(), bytes in vec(any::<u8>(), 0..64)) {
        open(text.as_bytes());
        open(format!("(format: 1, title: {text}").as_bytes());
        open(format!("(format: 1, title: \"x\", tasks: [{text}], sections: [({text})])").as_bytes());
        open(&bytes);
    }
}

// The three tables.

type Rows = Vec<Vec<String>>;

fn rows(fill: impl FnOnce(&mut dyn RowSink) -> std::io::Result<()>) -> Rows {
    let mut rows = Rows::new();
    fill(&mut rows).expect("rows in memory");
    rows
}

/// Number, section and task of a row: they tell the rows of these plans apart.
fn head(row: &[String]) -> [&str; 3] {
    [&row[0], &row[1], &row[2]]
}

const ROLES: [&str; 7] = ["总牵头", "牵头", "责任", "配合", "督办", "咨询", "知会"];

fn check_tables_agree(plan: &Plan) {
    let (ledger, filter) = (Ledger::new(plan), Filter::default());
    let view = MatrixView::new(plan, &ledger, &filter);
    let scope = Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh };
    let expanded = rows(|sink| table::marks(&scope, Expand::Yes, sink)).split_off(1);
    let marks = rows(|sink| table::marks(&scope, Expand::No, sink)).split_off(1);
    let matrix = rows(|sink| table::matrix(&scope, sink));

    let is_through = |row: &[String]| row[5].starts_with('经');
    let is_direct = |row: &[String]| !is_through(row) && row[5] != "未列名";
    let not_through: Rows = expanded.iter().filter(|row| !is_through(row)).cloned().collect();
    assert_eq!(marks, not_through, "without --expand the marks through collectives are left out, and nothing else");

    let mut of_row: HashMap<[&str; 3], Vec<&Vec<String>>> = HashMap::new();
    for row in &expanded {
        of_row.entry(head(row)).or_default().push(row);
    }
    let unlisted_column = matrix[0].iter().rposition(|head| head == "未列名").filter(|at| *at == matrix[0].len() - 2);
    let (last, body) = matrix[1..].split_last().expect("a row of totals");
    let mut column_totals = vec![0; plan.units.len()];
    for row in body {
        let marks = of_row.remove(&head(row)).unwrap_or_default();
        for (column, unit) in plan.units.iter().enumerate() {
            let own: Vec<&Vec<String>> = marks.iter().filter(|mark| mark[3] == unit.name).copied().collect();
            let direct = |role: &&str| own.iter().any(|mark| is_direct(mark) && mark[4] == **role);
            let mut words: Vec<&str> = ROLES.into_iter().filter(direct).collect();
            assert_eq!(words.len(), own.iter().filter(|mark| is_direct(mark)).count(), "each role once: {own:?}");
            column_totals[column] += words.len();
            for mark in own.iter().filter(|mark| is_through(mark)) {
                assert!(!own.iter().any(|mark| is_direct(mark)), "named by the task itself: {own:?}");
                if !words.contains(&mark[5].as_str()) {
                    words.push(&mark[5]);
                }
            }
            assert_eq!(row[3 + column], words.join("、"));
        }
        let unlisted: Vec<&str> =
            marks.iter().filter(|mark| mark[5] == "未列名").map(|mark| mark[3].as_str()).collect();
        assert_eq!(unlisted_column.map_or("", |column| &row[column]), unlisted.join("、"));
        let total = marks.iter().filter(|mark| is_direct(mark)).count().to_string();
        assert_eq!(row.last(), Some(&total));
    }
    assert_eq!(of_row.len(), 0, "every mark stands in a row of the matrix");
    let totals: Vec<String> = column_totals.iter().map(ToString::to_string).collect();
    assert_eq!(last[3..3 + plan.units.len()], totals);
    assert_eq!(last.last(), Some(&column_totals.iter().sum::<usize>().to_string()));

    let mut from_units = Rows::new();
    for unit in plan.unit_ids() {
        let obligations = Obligations::new(plan, &ledger, &filter, unit);
        let duties = rows(|sink| table::unit(&scope, &obligations, sink)).split_off(1);
        let weight = |duty: &[String]| match duty[4].starts_with('经') {
            true => ROLES.len(),
            false => ROLES.iter().position(|role| *role == duty[3]).expect("a role"),
        };
        assert!(duties.is_sorted_by_key(|duty| weight(duty)), "heaviest first, through collectives last");
        from_units.extend(duties.into_iter().map(|duty| {
            let [number, section, task, role, basis] = &duty[..5] else { panic!("{duty:?}") };
            [number, section, task, &plan.unit(unit).name, role, basis].map(String::clone).to_vec()
        }));
    }
    let mut named: Rows = expanded.into_iter().filter(|row| row[5] != "未列名").collect();
    from_units.sort();
    named.sort();
    assert_eq!(from_units, named, "the duties of all units are all marks");
    named.dedup();
    assert_eq!(from_units.len(), named.len(), "one mark for each row, unit, role and basis");
}

#[test]
fn the_tables_of_the_seeds_agree() {
    for seed in SEEDS {
        check_tables_agree(&file::decode(seed).expect("a plan file").plan);
    }
}

/// Each choice of a kind in turn: every direct mark of the plan is shown exactly once.
fn check_choices_cover(plan: &Plan, choices: impl IntoIterator<Item = Filter>) {
    let ledger = Ledger::new(plan);
    let all = MatrixView::new(plan, &ledger, &Filter::default());
    let shown = choices.into_iter().map(|filter| MatrixView::new(plan, &ledger, &filter).counts);
    let (direct, through) =
        shown.fold((0, 0), |(direct, through), counts| (direct + counts.direct(), through + counts.through));
    assert_eq!((direct, through), (all.counts.direct(), all.counts.through));
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn the_tables_of_any_plan_agree(plan in plans()) {
        check_tables_agree(&plan);
    }

    #[test]
    fn groups_and_roles_divide_the_marks(plan in plans()) {
        check_choices_cover(&plan, plan.group_ids().map(|group| Filter { groups: vec![group], ..Filter::default() }));
        check_choices_cover(&plan, Role::ALL.map(|role| Filter { roles: vec![role], ..Filter::default() }));
    }

    #[test]
    fn hiding_what_is_empty_hides_no_mark(plan in plans()) {
        let hide = Filter { hide_empty_rows: true, hide_empty_columns: true, ..Filter::default() };
        let ledger = Ledger::new(&plan);
        let view = MatrixView::new(&plan, &ledger, &hide);
        prop_assert_eq!(view.counts, MatrixView::new(&plan, &ledger, &Filter::default()).counts);
        let used: usize = (0..view.rows.len()).map(|row| view.row_cells(row).len()).sum();
        prop_assert!(used >= view.columns.len(), "no empty column stays");
    }

    #[test]
    fn a_csv_file_holds_the_cells_behind_their_guards(table in vec(vec(noise(), 3), 1..6)) {
        let mut sink = CsvSink::new();
        let head = ["序号", "体系", "任务"].map(str::to_owned).to_vec();
        let table = [vec![head], table].concat();
        for row in &table {
            sink.row(row).expect("rows in memory");
        }
        let bytes = sink.finish(Encoding::Utf8).expect("rows in memory");
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
        let read: Rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        let expected: Rows =
            table.iter().map(|row| row.iter().map(|cell| neutral::cell(cell).into_owned()).collect()).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn copied_cells_stay_in_their_rows(table in vec(vec(noise(), 3), 1..6)) {
        let mut sink = csv::TsvSink::default();
        for row in &table {
            sink.row(row).expect("rows in memory");
        }
        prop_assert_eq!(sink.text.matches('\n').count(), table.len());
        prop_assert!(sink.text.split_terminator('\n').all(|row| row.matches('\t').count() == 2));
    }
}
