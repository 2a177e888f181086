//! Grids get in, whichever way they lie; what is none, or cannot be read, is not guessed at; and our own tables come
//! back.

use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::finding::Kind;
use responsibility_matrix::import::{self, Grid, ImportError, Imported, Mapping, Meaning, Options, Way};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{Plan, Role};
use responsibility_matrix::product::{self, Format, Product};
use responsibility_matrix::view::{Filter, Ledger, MatrixView};

fn read(name: &str, words: &str) -> Result<Imported, ImportError> {
    import::read(Some(name), words.as_bytes(), Options::default())
}

/// `task: unit LR, unit C`, by the Latin letters of our roles; a section before its tasks in `[]`.
fn said(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    let mut section = None;
    for task in &plan.tasks {
        if task.section != section {
            section = task.section;
            let path = section.map(|id| plan.section_path(id)).unwrap_or_default();
            lines.push(format!("[{path}]"));
        }
        let mut units: Vec<(String, String)> = Vec::new();
        for (role, _, party) in task.all_parties() {
            let name = party.unit().map_or(party.words.clone(), |unit| plan.unit(unit).name.clone());
            let letter = role.description().letters[1];
            match units.iter_mut().find(|(known, _)| *known == name) {
                Some((_, letters)) => letters.push_str(letter),
                None => units.push((name, letter.to_owned())),
            }
        }
        units.sort();
        let units: Vec<String> = units.into_iter().map(|(name, letters)| format!("{name} {letters}")).collect();
        lines.push(format!("{}: {}", task.text, units.join(", ")));
    }
    lines
}

fn assert_grid(what: &str, name: &str, words: &str, expected: &[&str]) {
    let imported = read(name, words).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(said(&imported.plan), expected, "{what}");
    // What the reader decided, asked for, is the same again.
    let mapped = read_as(name, words, &imported.grids).unwrap_or_else(|error| panic!("{what}, mapped: {error}"));
    assert_eq!(said(&mapped.plan), expected, "{what}, mapped as it was read");
    assert_eq!(mapped.grids, imported.grids, "{what}");
}

/// The same document with the grids as they are shown here.
fn read_as(name: &str, words: &str, grids: &[Grid]) -> Result<Imported, ImportError> {
    let mappings: Vec<Mapping> = grids.iter().map(|grid| grid.mapping.clone()).collect();
    import::read(Some(name), words.as_bytes(), Options { mappings, ..Options::default() })
}

/// The same with one change of its first grid.
fn changed(name: &str, words: &str, imported: &Imported, change: impl FnOnce(&mut Mapping)) -> Vec<String> {
    let mut grids = imported.grids.clone();
    change(&mut grids[0].mapping);
    said(&read_as(name, words, &grids).expect("a grid").plan)
}

/// Gives a sign another meaning.
fn give(mapping: &mut Mapping, sign: &str, meaning: Meaning) {
    let own = mapping.signs.iter_mut().find(|(known, _)| known == sign);
    own.unwrap_or_else(|| panic!("no sign {sign}")).1 = meaning;
}

const PLAIN: [&str; 3] =
    ["Draw the plan: Board L, Crew R", "Build the shed: Board I, Crew R, Owner L", "Paint it: Board C, Crew LR"];

#[test]
fn a_grid_is_read_whichever_marks_it_has() {
    for (what, words) in [
        ("letters", "Task,Board,Crew,Owner\nDraw the plan,A,R,\nBuild the shed,I,R,A\nPaint it,C,A/R,\n"),
        ("small letters", "Task,Board,Crew,Owner\nDraw the plan,a,r,-\nBuild the shed,i,r,a\nPaint it,c,ra,n/a\n"),
        ("emphasis", "Task,Board,Crew,Owner\nDraw the plan,**A**,R,\nBuild the shed,I,R*,A\nPaint it,C,R+A,—\n"),
        ("Cyrillic look-alikes", "Task,Board,Crew,Owner\nDraw the plan,А,R,\nBuild the shed,I,R,А\nPaint it,С,R А,\n"),
        (
            "words",
            "Task,Board,Crew,Owner\nDraw the plan,accountable,responsible,\nBuild the shed,informed,responsible,accountable\nPaint it,consulted,accountable and responsible,\n",
        ),
        (
            "remarks behind letters",
            "Task,Board,Crew,Owner\nDraw the plan,A (by May),R,\nBuild the shed,I,R,A\nPaint it,C,\"A, R (two coats)\",\n",
        ),
        ("semicolons", "Task;Board;Crew;Owner\nDraw the plan;A;R;\nBuild the shed;I;R;A\nPaint it;C;A/R;\n"),
        (
            "roles in French",
            "Task,Board,Crew,Owner\nDraw the plan,Approbateur,Réalisateur,\nBuild the shed,Informé,Réalisateur,Approbateur\nPaint it,Consulté,Approbateur / Réalisateur,\n",
        ),
    ] {
        assert_grid(what, "work.csv", words, &PLAIN);
    }
}

#[test]
fn a_grid_is_read_whichever_way_it_lies() {
    assert_grid(
        "units × tasks",
        "work.csv",
        "Role,Draw the plan,Build the shed,Paint it\nBoard,A,I,C\nCrew,R,R,A/R\nOwner,,A,\n",
        &PLAIN,
    );
    assert_grid(
        "units × tasks, by who answers for each",
        "work.csv",
        ",Draw the plan,Build the shed,Paint it\nBoard,A,I,C\nCrew,R,R,A/R\nOwner,,A,\n",
        &PLAIN,
    );
    assert_grid(
        "roles as columns",
        "work.csv",
        "Team,Activity,R (Responsible),A (Accountable),C (Consulted)\nBoard,Draw the plan,,A,\nCrew,Lay the floor,R,A,\n,Sweep it,R,,C\n",
        &["Draw the plan: Board L", "Lay the floor: Crew LR", "Sweep it: Crew RC"],
    );
    assert_grid(
        "a mark a row",
        "work.csv",
        "No.,Task,Unit,Role\n1,Draw the plan,Board,Accountable\n1,Draw the plan,Crew,Responsible\n2,Paint it,Crew,Responsible\n",
        &["Draw the plan: Board L, Crew R", "Paint it: Crew R"],
    );
}

#[test]
fn what_units_do_is_no_unit_and_a_task_may_be_called_as_a_role() {
    assert_grid(
        "a column of duties behind the units",
        "work.csv",
        "角色,职责,备种子,修水渠,补道路\n站长,统筹,A,A,I\n技术员,种植,R,C,I\n工程师,施工,C,R,R\n",
        &[
            "备种子: 工程师 C, 技术员 R, 站长 L",
            "修水渠: 工程师 R, 技术员 C, 站长 L",
            "补道路: 工程师 R, 技术员 I, 站长 I",
        ],
    );
    assert_grid(
        "a task in one word that begins as a role does",
        "work.csv",
        "Tarea,Jefe,Equipo,Cliente\nPlanificar,Responsable,Apoyo,Informado\nEjecutar,Aprueba,Responsable,Informado\n",
        &["Planificar: Cliente I, Equipo S, Jefe R", "Ejecutar: Cliente I, Equipo R, Jefe L"],
    );
}

#[test]
fn heads_sections_and_legends_are_told_from_tasks() {
    assert_grid(
        "two rows of heads, the upper needed to tell columns apart",
        "work.csv",
        "Task,North,,South,\n,Leader,Helper,Leader,Helper\nDig,A,R,,\nSow,,,A,R\nReap,I,,A,R\n",
        &[
            "Dig: North / Helper R, North / Leader L",
            "Sow: South / Helper R, South / Leader L",
            "Reap: North / Leader I, South / Helper R, South / Leader L",
        ],
    );
    assert_grid(
        "sections, one within the other, and a sum",
        "work.md",
        "# Work\n\n| Task | Board | Crew |\n|---|---|---|\n| Stage 1 | | |\n| Field | | |\n| Dig | A | R |\n| Garden | | |\n| Sow | A | R |\n\
         | Stage 2 | | |\n| Barn | | |\n| Store | I | A/R |\n| Total | 3 | 3 |\n",
        &[
            "[Stage 1 / Field]",
            "Dig: Board L, Crew R",
            "[Stage 1 / Garden]",
            "Sow: Board L, Crew R",
            "[Stage 2 / Barn]",
            "Store: Board I, Crew LR",
        ],
    );
    assert_grid(
        "a legend gives letters another meaning",
        "work.md",
        "| Task | Board | Crew |\n|---|---|---|\n| Dig | P | D |\n| Sow | P | H |\n\nP = approves, D = does the work, H = supports\n",
        &["Dig: Board L, Crew R", "Sow: Board L, Crew S"],
    );
    assert_grid(
        "a legend in a table before",
        "work.md",
        "| Letter | Name |\n|---|---|\n| D | Responsible |\n| O | Accountable |\n| K | Informed |\n\n\
         | Task | Board | Crew |\n|---|---|---|\n| Dig | O | D |\n| Sow | O | K |\n",
        &["Dig: Board L, Crew R", "Sow: Board L, Crew I"],
    );
    assert_grid(
        "signs with a legend, in Chinese",
        "分工.md",
        "# 春耕分工\n\n图例：●牵头 ▲配合\n\n| 序号 | 任务 | 甲县农业局 | 乙镇政府 |\n|---|---|---|---|\n| 1 | 备种子 | ● | ▲ |\n| 2 | 修水渠 | ▲ | ● |\n",
        &["备种子: 乙镇政府 S, 甲县农业局 L", "修水渠: 乙镇政府 L, 甲县农业局 S"],
    );
    assert_grid(
        "sections with a number of another kind",
        "分工.csv",
        "序号,任务,甲县农业局,乙镇政府\n一,备耕,,\n1,备种子,●,○\n2,备化肥,○,●\n二,灌溉,,\n3,修水渠,△,●\n",
        &[
            "[备耕]",
            "备种子: 乙镇政府 R, 甲县农业局 L",
            "备化肥: 乙镇政府 L, 甲县农业局 R",
            "[灌溉]",
            "修水渠: 乙镇政府 L, 甲县农业局 S",
        ],
    );
    assert_grid(
        "rows between blank lines, without a last bar",
        "work.md",
        "| Task | Board | Crew\n\n|---|---|---\n\n| Dig | A | R |\n\n| Sow | A/R |  |\n",
        &["Dig: Board L, Crew R", "Sow: Board LR"],
    );
}

#[test]
fn grids_that_look_like_something_else_are_read() {
    for (what, words, expected) in [
        (
            "columns that never change",
            "Task,PM,Dev\nDig,A,R\nSow,A,R\nReap,A,R\n",
            vec!["Dig: Dev R, PM L", "Sow: Dev R, PM L", "Reap: Dev R, PM L"],
        ),
        ("one unit", "任务,县交通局\n修路,牵头\n修桥,责任\n", vec!["修路: 县交通局 L", "修桥: 县交通局 R"]),
        (
            "a second grid below the first",
            "Task,Board,Crew\nDig,A,R\nSow,A,R\n,,\nTask,Ann,Ben\nPlan,R,A\nPay,A,C\n",
            vec!["Dig: Board L, Crew R", "Sow: Board L, Crew R", "Plan: Ann R, Ben L", "Pay: Ann L, Ben C"],
        ),
        (
            "a legend beside it",
            "Task,Board,Crew,,Key,\nDig,A,R,,R,does the work\nSow,A,R,,A,accountable\nReap,I,A/R,,I,informed\n",
            vec!["Dig: Board L, Crew R", "Sow: Board L, Crew R", "Reap: Board I, Crew LR"],
        ),
        (
            "the title of a section in every cell",
            "Task,Board,Crew\nStage one,Stage one,Stage one\nDig,A,R\nSow,A,R\n",
            vec!["[Stage one]", "Dig: Board L, Crew R", "Sow: Board L, Crew R"],
        ),
        (
            "marks with notes",
            "Task,Board,Crew\nDig,A*,R1\nSow,A²,I†\nReap,A-R,C\n",
            vec!["Dig: Board L, Crew R", "Sow: Board L, Crew I", "Reap: Board LR, Crew C"],
        ),
        (
            "a legend of primary and secondary parts",
            "Task,Board,Crew\nDig,P,S\nSow,S,P\n\"P = Primary, S = Secondary\",,\n",
            vec!["Dig: Board L, Crew S", "Sow: Board S, Crew L"],
        ),
        (
            "a legend of main and lesser duties",
            "任务,甲科,乙科\n巡渠,●,○\n护林,○,●\n●主要责任 ○次要责任,,\n",
            vec!["巡渠: 乙科 S, 甲科 L", "护林: 乙科 L, 甲科 S"],
        ),
        (
            "a legend with dashes, of offices",
            "职能,甲科,乙科,站长\n巡渠,▲,○,△\n护林,○,▲,△\n▲—主管部门 ○—相关部门 △—主管领导,,,\n",
            vec!["巡渠: 乙科 S, 甲科 L, 站长 V", "护林: 乙科 L, 甲科 S, 站长 V"],
        ),
        (
            "a legend in German, of deciding",
            "Aufgabe,Vorstand,Werkstatt\nPlanen,E,D\nBauen,I,D\n\"D = Durchführung, E = Entscheidung, I = Information\",,\n",
            vec!["Planen: Vorstand L, Werkstatt R", "Bauen: Vorstand I, Werkstatt R"],
        ),
        (
            "a legend in Russian, of answering",
            "Задача;Мастер;Отдел\nКопать;О;И\nСеять;И;О\n\"О – отвечает; И – информируется\";;\n",
            vec!["Копать: Мастер R, Отдел I", "Сеять: Мастер I, Отдел R"],
        ),
        (
            "words for the one who sees to it",
            "任务,甲科,乙科\n巡渠,主抓,配合\n护林,参与,主要负责\n",
            vec!["巡渠: 乙科 S, 甲科 L", "护林: 乙科 L, 甲科 S"],
        ),
        (
            "a legend in words",
            "任务,甲局,乙局\n修路,★,■\n修桥,■,★\n注：★为牵头单位，■为责任单位,,\n",
            vec!["修路: 乙局 R, 甲局 L", "修桥: 乙局 L, 甲局 R"],
        ),
    ] {
        assert_grid(what, "table.csv", words, &expected);
    }
}

#[test]
fn tables_as_offices_keep_them_are_read() {
    for (what, words, expected) in [
        (
            "heads with a noun before the role, in Portuguese",
            "Ação,Órgão responsável,Órgãos parceiros\nPlantar mudas,Horto,Escola Rural\nLimpar valas,Obras,Defesa Civil\n",
            vec!["Plantar mudas: Escola Rural S, Horto R", "Limpar valas: Defesa Civil S, Obras R"],
        ),
        (
            "heads that are verbs, in Spanish",
            "Actividades,Lidera,Participa\nLimpiar playas,Ambiente,Puertos\nPodar árboles,Parques,Ambiente\n",
            vec!["Limpiar playas: Ambiente L, Puertos S", "Podar árboles: Ambiente S, Parques L"],
        ),
        (
            "the first and the second to answer",
            "序号,任务,第一责任单位,第二责任单位\n1,修路,县交通局,县财政局\n2,植树,县林业局,县水务局\n",
            vec!["修路: 县交通局 L, 县财政局 R", "植树: 县林业局 L, 县水务局 R"],
        ),
        (
            "as above, nobody, sums and remarks",
            "序号,任务,牵头单位,责任单位,完成时限,审核人\n1,修路,县交通局,县财政局,3月,王五\n2,修桥,〃,同上,6月,王五\n3,植树,—,县林业局,/,王五\n合计,3,,,,\n注：按季调度,,,,,\n",
            vec!["修路: 县交通局 L, 县财政局 R", "修桥: 县交通局 L, 县财政局 R", "植树: 县林业局 R"],
        ),
        (
            "the head and the title of a section again on each page",
            "序号,任务,牵头单位,责任单位,完成时限,备注\n一、道路,,,,,\n1,修路,县交通局,县财政局,3月,\n序号,任务,牵头单位,责任单位,完成时限,备注\n一、道路,,,,,\n\
             2,修桥,县交通局,县水务局,6月,\n序号,任务,牵头单位,责任单位,完成时限,备注\n一、道路,,,,,\n3,养护,县交通局,县财政局,7月,\n二、绿化,,,,,\n4,植树,县林业局,县水务局,8月,\n",
            vec![
                "[道路]",
                "修路: 县交通局 L, 县财政局 R",
                "修桥: 县交通局 L, 县水务局 R",
                "养护: 县交通局 L, 县财政局 R",
                "[绿化]",
                "植树: 县林业局 L, 县水务局 R",
            ],
        ),
        (
            "a rule in the heading",
            "序号,问题,责任单位（排第一位的为牵头单位）,时限\n1,道路破损,县交通局、县财政局,6月\n2,河道淤塞,县水务局、县林业局,7月\n",
            vec!["道路破损: 县交通局 L, 县财政局 R", "河道淤塞: 县林业局 R, 县水务局 L"],
        ),
        (
            "names with numbers, and a heading row again with another word",
            "序号,任务,责任单位,时限\n1,编制预算,1.县财政局,5月\n序号,任务,主办单位,时限\n2,修路,县交通局,5月\n",
            vec!["编制预算: 县财政局 R", "修路: 县交通局 L"],
        ),
    ] {
        assert_grid(what, "table.csv", words, &expected);
    }
}

#[test]
fn tables_whose_headings_name_people_and_duties_are_read() {
    for (what, words, expected) in [
        ("people", "任务,负责人,完成时间\n调研,张三,3月\n设计,李四,5月\n", vec!["调研: 张三 R", "设计: 李四 R"]),
        ("people beside lighter roles", "任务,负责人,咨询\n调研,张三,王五\n", vec!["调研: 张三 R, 王五 C"]),
        (
            "posts and duties",
            "Role,Responsibility\nPlanner,Draw the plan\nCrew,Build it\n",
            vec!["Draw the plan: Planner R", "Build it: Crew R"],
        ),
        ("names first", "姓名,负责内容\n张三,会场布置\n李四,材料印制\n", vec!["会场布置: 张三 R", "材料印制: 李四 R"]),
        (
            "sections and offices",
            "科室,工作事项\n财务科,编预算\n人事科,定方案\n",
            vec!["编预算: 财务科 R", "定方案: 人事科 R"],
        ),
        (
            "letters as headings",
            "任务名称,R,A,C,I\n编制方案,计划科,分管领导,财务科,各科室\n",
            vec!["编制方案: 分管领导 L, 各科室 I, 计划科 R, 财务科 C"],
        ),
    ] {
        assert_grid(what, "table.csv", words, &expected);
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    for (what, words) in [
        ("grades", "Pupil,Maths,Music,Sport\nAnna,A,B,C\nBen,B,B,A\nCleo,C,A,B\n"),
        ("letters of which nobody says what they mean", "Task,Board,Crew,Owner\nDig,X1,Q,Z\nSow,Q,Q,Z\nReap,Z,Q,Q\n"),
        ("numbers", "Shop,May,June,July\nNorth,10,20,30\nSouth,11,21,31\n"),
        ("things and their measures", "序号,项目,单位,数量\n1,水泥,吨,20\n2,砖,块,300\n"),
        ("ticks for what a thing can do", "Phone,Radio,Camera,Torch\nOne,√,√,\nTwo,√,,√\nThree,√,√,√\n"),
    ] {
        let refused = match read("table.csv", words).map(|read| said(&read.plan)) {
            Err(ImportError::NoPlan | ImportError::UnknownMarks) => None,
            other => Some(other),
        };
        assert_eq!(refused, None, "{what}");
    }
}

#[test]
fn a_letter_without_a_meaning_is_one_doubt() {
    let words = "Task,Board,Crew\nDig,A,R\nSow,A,Q\nReap,A,Q\nStore,A,R\nSell,A,R\nCount,A,C\nPay,A,C\nRest,I,I\n";
    let imported = read("work.csv", words).expect("a grid");
    let doubts: Vec<&str> = imported
        .findings
        .iter()
        .filter(|finding| finding.kind == Kind::NotUnderstood)
        .map(|finding| finding.words.as_str())
        .collect();
    assert_eq!(doubts, ["Q"]);
}

#[test]
fn what_signs_say_is_shown_and_can_be_changed() {
    let words = "Task,Board,Crew,Owner\nDraw the plan,A,R,\nBuild the shed,I,R,A\nPaint it,C,A/R,\n";
    let imported = read("work.csv", words).expect("a grid");
    let [grid] = &imported.grids[..] else { panic!("{:?}", imported.grids) };
    let role = Meaning::Role;
    let signs = [
        ("A", role(Role::Lead)),
        ("R", role(Role::Responsible)),
        ("I", role(Role::Informed)),
        ("C", role(Role::Consulted)),
    ];
    assert_eq!(grid.mapping.signs, signs.map(|(sign, meaning)| (sign.to_owned(), meaning)));
    assert_eq!(grid.cells, [3, 3, 1, 1]);
    assert_eq!((grid.mapping.heads.clone(), grid.mapping.names, grid.mapping.way), (0..1, 0, Some(Way::TaskRows)));
    assert!(grid.is_read);
    assert_eq!(grid.columns, [(0, "Task".to_owned())]);
    assert_eq!(grid.rows[0], ["Task", "Board", "Crew", "Owner"]);
    assert_eq!(
        changed("work.csv", words, &imported, |mapping| give(mapping, "A", role(Role::Supervising))),
        ["Draw the plan: Board V, Crew R", "Build the shed: Board I, Crew R, Owner V", "Paint it: Board C, Crew RV"]
    );
    assert_eq!(
        changed("work.csv", words, &imported, |mapping| give(mapping, "R", Meaning::Nothing)),
        ["Draw the plan: Board L", "Build the shed: Board I, Owner L", "Paint it: Board C, Crew L"]
    );
}

#[test]
fn a_grid_of_which_nobody_says_anything_is_still_a_grid_when_nothing_gives_a_part() {
    let words = "Task,Board,Crew\nDig,A,R\nSow,A,R\n";
    let imported = read("work.csv", words).expect("a grid");
    let nothing = |mapping: &mut Mapping| mapping.signs.iter_mut().for_each(|sign| sign.1 = Meaning::Nothing);
    assert_eq!(changed("work.csv", words, &imported, nothing), ["Dig: ", "Sow: "]);
}

#[test]
fn heads_names_and_the_way_of_a_grid_can_be_changed() {
    let words = "North,Board,Crew\nTask,Ann,Ben\nDig,A,R\nSow,A,R\n";
    let imported = read("work.csv", words).expect("a grid");
    assert_eq!(
        changed("work.csv", words, &imported, |mapping| mapping.heads = 0..1),
        ["Task: ", "Dig: Board L, Crew R", "Sow: Board L, Crew R"]
    );
    // A column that was chosen stays chosen, whatever else is changed.
    let both = |mapping: &mut Mapping| (mapping.way, mapping.names) = (Some(Way::UnitRows), 1);
    let units = "单位,分管领导,备种子,修水渠\n农业局,张三,A,R\n水务局,李四,R,A\n";
    let imported = read("work.csv", units).expect("a grid");
    assert_eq!(changed("work.csv", units, &imported, both), ["备种子: 张三 L, 李四 R", "修水渠: 张三 R, 李四 L"]);
    let words = "Area,Task,Board,Crew\nField,Dig,A,R\nField,Sow,A,R\nBarn,Store,I,A\n";
    let imported = read("work.csv", words).expect("a grid");
    assert_eq!(
        changed("work.csv", words, &imported, |mapping| mapping.names = 0),
        ["Field: Board L, Crew R", "Field: Board L, Crew R", "Barn: Board I, Crew L"]
    );
    let words = "Task,Board,Crew\nDig,A,R\nSow,A,R\nReap,I,A\n";
    let imported = read("work.csv", words).expect("a grid");
    assert_eq!(
        changed("work.csv", words, &imported, |mapping| mapping.way = Some(Way::UnitRows)),
        ["Board: Dig L, Reap I, Sow L", "Crew: Dig R, Reap L, Sow R"]
    );
    // What does not fit is not heeded.
    for change in [
        (|mapping| mapping.heads = 0..9) as fn(&mut Mapping),
        |mapping| (mapping.heads.start, mapping.heads.end) = (2, 1),
        |mapping| mapping.names = 99,
        |mapping| mapping.grid = (7, 7),
        |mapping| mapping.signs = vec![("?".to_owned(), Meaning::Role(Role::Lead))],
    ] {
        assert_eq!(changed("work.csv", words, &imported, change), said(&imported.plan));
    }
}

#[test]
fn roles_over_columns_can_be_changed() {
    let words = "Team,Activity,R (Responsible),A (Accountable),C (Consulted)\nBoard,Draw the plan,,A,\nCrew,Lay the floor,R,A,\n,Sweep it,R,,C\n";
    let imported = read("work.csv", words).expect("a grid");
    assert_eq!(imported.grids[0].mapping.way, None);
    let change = |mapping: &mut Mapping| {
        give(mapping, "C (Consulted)", Meaning::Role(Role::Informed));
        give(mapping, "R (Responsible)", Meaning::Nothing);
    };
    assert_eq!(
        changed("work.csv", words, &imported, change),
        ["Draw the plan: Board L", "Lay the floor: Crew L", "Sweep it: Crew I"]
    );
}

#[test]
fn signs_that_nobody_explains_get_in_when_a_person_does() {
    for (name, words) in [
        ("分工.csv", "序号,任务,甲局,乙局,丙局\n1,修路,★,■,\n2,修桥,■,★,■\n3,植树,,★,■\n"),
        (
            "分工.md",
            "# 春耕分工\n\n| 任务 | 甲局 | 乙局 | 丙局 |\n|---|---|---|---|\n| 修路 | ★ | ■ | |\n| 修桥 | ■ | ★ | ■ |\n| 植树 | | ★ | ■ |\n",
        ),
    ] {
        assert_eq!(read(name, words).err(), Some(ImportError::UnknownMarks));
        let bare = import::read(Some(name), words.as_bytes(), Options { unexplained: true, ..Options::default() });
        let bare = bare.expect("its tasks");
        assert_eq!(said(&bare.plan), ["修路: ", "修桥: ", "植树: "]);
        let signs: Vec<_> =
            bare.grids[0].mapping.signs.iter().map(|(sign, meaning)| (sign.as_str(), *meaning)).collect();
        assert_eq!(signs, [("★", Meaning::Unknown), ("■", Meaning::Unknown)]);
        let unclear = |imported: &Imported| imported.findings.iter().filter(|f| f.kind == Kind::NotUnderstood).count();
        assert_eq!(unclear(&bare), 2, "each is said once");
        let mut grids = bare.grids.clone();
        give(&mut grids[0].mapping, "★", Meaning::Role(Role::Lead));
        let half = read_as(name, words, &grids).expect("one sign is enough");
        assert_eq!((said(&half.plan)[0].as_str(), unclear(&half)), ("修路: 甲局 L", 1));
        give(&mut grids[0].mapping, "■", Meaning::Role(Role::Supporting));
        let whole = read_as(name, words, &grids).expect("a grid");
        assert_eq!(said(&whole.plan), ["修路: 乙局 S, 甲局 L", "修桥: 丙局 S, 乙局 L, 甲局 S", "植树: 丙局 S, 乙局 L"]);
        assert_eq!((unclear(&whole), whole.grids[0].is_read), (0, true));
    }
}

#[test]
fn nothing_is_guessed_of_signs_that_nobody_explains() {
    for (what, words) in [
        ("grades", "Pupil,Maths,Music,Sport\nAnna,A,B,C\nBen,B,B,A\nCleo,C,A,B\n"),
        ("ticks", "Phone,Radio,Camera,Torch\nOne,√,√,\nTwo,√,,√\nThree,√,√,√\n"),
        ("some known letters", "Task,Board,Crew,Owner\nDig,R,Q,Z\nSow,Q,Q,Z\nReap,Z,Q,Q\n"),
    ] {
        let options = Options { unexplained: true, ..Options::default() };
        let bare = import::read(Some("table.csv"), words.as_bytes(), options).unwrap_or_else(|e| panic!("{what}: {e}"));
        assert!(said(&bare.plan).iter().all(|line| line.ends_with(": ")), "{what}: {:?}", said(&bare.plan));
        let signs = &bare.grids[0].mapping.signs;
        assert!(signs.iter().all(|(_, meaning)| *meaning == Meaning::Unknown), "{what}: {signs:?}");
    }
}

#[test]
fn a_grid_beside_a_plan_that_nobody_explains_is_offered() {
    let words = "# 春耕分工\n\n| 任务 | 甲局 | 乙局 |\n|---|---|---|\n| 修路 | 牵头 | 配合 |\n| 修桥 | 配合 | 牵头 |\n\n以下事项照旧。\n\n\
        | 任务 | 甲局 | 乙局 |\n|---|---|---|\n| 植树 | ★ | ■ |\n| 护林 | ■ | ★ |\n";
    let imported = read("分工.md", words).expect("a grid");
    assert_eq!(imported.plan.tasks.len(), 2);
    let read: Vec<bool> = imported.grids.iter().map(|grid| grid.is_read).collect();
    assert_eq!(read, [true, false]);
    let mut grids = imported.grids.clone();
    give(&mut grids[1].mapping, "★", Meaning::Role(Role::Lead));
    give(&mut grids[1].mapping, "■", Meaning::Role(Role::Supporting));
    let both = read_as("分工.md", words, &grids).expect("both");
    assert_eq!(said(&both.plan)[2..], ["植树: 乙局 S, 甲局 L", "护林: 乙局 L, 甲局 S"]);
}

#[test]
fn no_damaged_grid_is_a_crash() {
    let words = "Task,North,,South,\n,Leader,Helper,Leader,Helper\nStage 1,,,,\nDig,A,R,,\nSow,,,A,R\nR = does it\n";
    for end in 0..=words.len() {
        let _ = read("work.csv", &words[end..]);
        if let Ok(cut) = read("work.csv", &words[..end]) {
            let _ = read_as("work.csv", words, &cut.grids);
        }
        if let Ok(whole) = read("work.csv", words) {
            let _ = read_as("work.csv", &words[..end], &whole.grids);
        }
    }
}

/// Every named mark of a plan: task number, section, unit, role; those through a collective are its own.
fn marks(plan: &Plan) -> Vec<(String, String, String, Role)> {
    let path = |section: Option<_>| section.map(|id| plan.section_path(id)).unwrap_or_default();
    let mut marks: Vec<(String, String, String, Role)> = Vec::new();
    for task in &plan.tasks {
        for (role, _, party) in task.all_parties() {
            if let Some(unit) = party.unit() {
                marks.push((task.number.clone(), path(task.section), plan.unit(unit).name.clone(), role));
            }
        }
    }
    marks.sort();
    marks.dedup();
    marks
}

#[test]
fn our_own_tables_come_back() {
    let document = Document::builtin();
    let expected = marks(&document.plan);
    let filter = Filter::default();
    let ledger = Ledger::new(&document.plan);
    let view = MatrixView::new(&document.plan, &ledger, &filter);
    for lang in [Lang::Zh, Lang::En] {
        let scope = Scope { plan: &document.plan, ledger: &ledger, filter: &filter, view: &view, lang };
        for (product, format) in
            [(Product::Marks, Format::Csv), (Product::Matrix, Format::Csv), (Product::Matrix, Format::Xlsx)]
        {
            let what = format!("{} as {} in {lang:?}", product.name(), format.ending());
            let wanted = product.wanted(None).expect("it is of no unit");
            let made = product::make(wanted, format, &scope, &product::Options::default()).expect("made");
            let name = format!("table.{}", format.ending());
            let back = import::read(Some(&name), &made.bytes, Options::default()).expect("read");
            let texts = |plan: &Plan| plan.tasks.iter().map(|task| task.text.clone()).collect::<Vec<_>>();
            assert_eq!(texts(&back.plan), texts(&document.plan), "{what}");
            let marks = marks(&back.plan);
            let lost: Vec<_> = expected.iter().filter(|mark| !marks.contains(mark)).take(5).collect();
            let new: Vec<_> = marks.iter().filter(|mark| !expected.contains(mark)).take(5).collect();
            assert!(lost.is_empty() && new.is_empty(), "{what}: lost {lost:?}, new {new:?}");
        }
    }
}

#[test]
fn clauses_of_scanned_and_typeset_notices_are_read() {
    for (what, words, expected) in [
        (
            "signs that look like a colon",
            "关于春耕的通知\n一、备好种子。（责任单位∶县甲局）\n二、修好水渠。（牵头单位︰县乙局；责任单位﹕县甲局）\n",
            vec!["备好种子。: 县甲局 R", "修好水渠。: 县乙局 L, 县甲局 R"],
        ),
        (
            "a label broken by the end of a line",
            "关于春耕的通知\n一、备好种子，足量供应到村到户。（责任单\n位：县甲局、县乙局）\n二、修好水渠，及时放水灌溉农田。（牵\n头单位：县乙局）\n三、防病防虫。（责任\n单位：县甲局）\n",
            vec![
                "备好种子，足量供应到村到户。: 县乙局 R, 县甲局 R",
                "修好水渠，及时放水灌溉农田。: 县乙局 L",
                "防病防虫。: 县甲局 R",
            ],
        ),
        (
            "those before the comma lead, from here on",
            "关于春耕的通知\n一、备好种子。（责任单位：县甲局、县乙局，县丙局、县丁局，逗号前的为牵头单位，下同）\n\
             二、修好水渠。（责任单位：县丙局，县甲局）\n三、防病防虫。（责任单位：县丁局）\n",
            vec![
                "备好种子。: 县丁局 R, 县丙局 R, 县乙局 L, 县甲局 L",
                "修好水渠。: 县丙局 L, 县甲局 R",
                "防病防虫。: 县丁局 R",
            ],
        ),
        (
            "an office whose name holds a role word",
            "关于春耕的通知\n一、备好种子。（县农业局、县甲协办、县工商联按职责分工负责）\n二、修好水渠。（县水务局牵头，县甲协办、县乙局配合）\n\
             三、防病防虫。（县农业局牵头、县林业局配合）\n",
            vec![
                "备好种子。: 县农业局 R, 县工商联 R, 县甲协办 R",
                "修好水渠。: 县乙局 S, 县水务局 L, 县甲协办 S",
                "防病防虫。: 县农业局 L, 县林业局 S",
            ],
        ),
        (
            "ways to say that each answers for its part",
            "关于春耕的通知\n一、备好种子。（县农业局、县财政局依据各自职责分头落实）\n二、修好水渠。（县水务局、县财政局按照职责各司其职）\n\
             三、防病防虫。（县农业局、县林业局齐抓共管）\n四、植树造林。（县林业局、县水务局结合职能合力推进）\n",
            vec![
                "备好种子。: 县农业局 R, 县财政局 R",
                "修好水渠。: 县水务局 R, 县财政局 R",
                "防病防虫。: 县农业局 R, 县林业局 R",
                "植树造林。: 县林业局 R, 县水务局 R",
            ],
        ),
        (
            "what is done before 由 and who does it in one sentence",
            "关于春耕的通知\n一、种子调运由县农业局牵头，县财政局配合。\n二、水渠巡查由县水务局、县林业局负责。\n\
             三、扩建保税仓。边民自由贸易区管委会牵头，县商务局配合。\n",
            vec![
                "种子调运: 县农业局 L, 县财政局 S",
                "水渠巡查: 县林业局 R, 县水务局 R",
                "扩建保税仓。: 县商务局 S, 边民自由贸易区管委会 L",
            ],
        ),
        (
            "people and parts behind units, and endings that names share",
            "关于春耕的通知\n一、备好种子。（责任单位：县农业局 张三、县财政局 欧阳文、县林业局（第1项））\n\
             二、修好水渠。（责任单位：市、县（区）人民政府）\n三、防病防虫。（责任单位：东山、西山镇人民政府）\n",
            vec![
                "备好种子。: 县农业局 R, 县林业局 R, 县财政局 R",
                "修好水渠。: 县（区）人民政府 R, 市人民政府 R",
                "防病防虫。: 东山镇人民政府 R, 西山镇人民政府 R",
            ],
        ),
    ] {
        assert_grid(what, "通知.txt", words, &expected);
    }
}
