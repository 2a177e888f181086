//! Plans of any size out of a seed, for the benches: the same seed gives the same plan.
//!
//! A plan from here has what real ones have: names and texts of different lengths, several leads,
//! 兼任, two collectives with a roster, one that cannot be told, lists left open, deadlines.

#![allow(dead_code, reason = "a module of the benches, each of which uses a part of it")]

use responsibility_matrix::document::Document;
use responsibility_matrix::file;
use responsibility_matrix::model::{
    ByRole, Collective, Date, Group, GroupId, Party, PartyKind, Plan, Role, Section, SectionId, Task, Unit, UnitId,
};
use std::collections::HashSet;

/// The seed of every figure that is written down anywhere.
pub const SEED: u64 = 2026;

const TASKS_PER_SECTION: usize = 25;
const UNITS_PER_GROUP: usize = 12;
const ROSTER: usize = 30;
/// One cell in so many is marked.
const CELLS_PER_MARK: usize = 20;
/// The last columns: two collectives with a roster, one that cannot be told.
const COLLECTIVES: usize = 3;

/// A size that is measured.
#[derive(Clone, Copy)]
pub enum Size {
    /// The plan that the program brings along.
    Builtin,
    /// So many tasks and units.
    Synthetic {
        /// Rows, without the sections' own.
        tasks: usize,
        /// Columns.
        units: usize,
    },
}

impl Size {
    /// The sizes of the tables in the documents, smallest first.
    pub const ALL: [Self; 3] =
        [Self::Builtin, Self::Synthetic { tasks: 1_000, units: 300 }, Self::Synthetic { tasks: 10_000, units: 1_000 }];

    /// The plan of this size as it is after opening its file.
    pub fn document(self) -> Document {
        match self {
            Self::Builtin => Document::builtin(),
            Self::Synthetic { tasks, units } => {
                let file = file::encode(&plan(tasks, units, SEED));
                Document::open(self.name(), file.as_bytes()).expect("what encode writes is a plan file")
            }
        }
    }

    /// `10000x1000`.
    pub fn name(self) -> String {
        match self {
            Self::Builtin => {
                let plan = Document::builtin().plan;
                format!("{}x{}", plan.tasks.len(), plan.units.len())
            }
            Self::Synthetic { tasks, units } => format!("{tasks}x{units}"),
        }
    }
}

/// A plan of `tasks` × `units`, of which the last three are collectives.
pub fn plan(tasks: usize, units: usize, seed: u64) -> Plan {
    let mut random = Random(seed);
    let mut plan = Plan {
        title: "全域高质量发展责任分工方案".to_owned(),
        number: Some("测发〔2026〕1号".to_owned()),
        issuer: Some("测试县人民政府".to_owned()),
        date: Some(Date::constant(2026, 3, 2)),
        ..Plan::default()
    };
    add_units(&mut plan, units, &mut random);
    for index in 0..tasks.div_ceil(TASKS_PER_SECTION) {
        add_section(&mut plan, index, &mut random);
        let done = index * TASKS_PER_SECTION;
        for number in done..(done + TASKS_PER_SECTION).min(tasks) {
            let task = task(&plan, SectionId::new(index), number + 1, &mut random);
            plan.tasks.push(task);
        }
    }
    plan
}

fn add_units(plan: &mut Plan, units: usize, random: &mut Random) {
    let ordinary = units - COLLECTIVES;
    let mut names = HashSet::new();
    while plan.units.len() < ordinary {
        if plan.units.len().is_multiple_of(UNITS_PER_GROUP) {
            plan.groups.push(Group { name: random.words(2, 5) + random.pick(&["系统", "部门", "片区"]) });
        }
        let place = random.pick(&["县", "县", "市", "省", "县委", "开发区", "驻县"]);
        let kind = random.pick(&["局", "局", "局", "委", "办公室", "中心", "公司", "管理委员会", "街道办事处"]);
        let name = format!("{place}{}{kind}", random.words(2, 7));
        if names.insert(name.clone()) {
            let group = GroupId::new(plan.groups.len() - 1);
            plan.units.push(Unit { name, full_name: None, aliases: Vec::new(), group, collective: None });
        }
    }
    plan.groups.push(Group { name: "集合单位".to_owned() });
    let group = GroupId::new(plan.groups.len() - 1);
    for (name, is_enumerable) in [("各乡镇政府", true), ("县直各部门", true), ("县直有关部门", false)] {
        let collective = if is_enumerable {
            Collective::Enumerable { roster: random.several(ROSTER.min(ordinary), ordinary), reason: None }
        } else {
            Collective::Indeterminate
        };
        let collective = Some(collective);
        plan.units.push(Unit { name: name.to_owned(), full_name: None, aliases: Vec::new(), group, collective });
    }
}

fn add_section(plan: &mut Plan, index: usize, random: &mut Random) {
    let lead = UnitId::new(random.below(plan.units.len() - COLLECTIVES));
    let section = Section {
        label: format!("（{}）", chinese_number(index + 1)),
        title: random.words(6, 16) + "体系",
        parent: None,
        overall_leads: vec![named(plan, lead)],
        attachments: Vec::new(),
    };
    plan.sections.push(section);
}

fn task(plan: &Plan, section: SectionId, number: usize, random: &mut Random) -> Task {
    let ordinary = plan.units.len() - COLLECTIVES;
    // Half to one and a half times as many as are wanted on average.
    let wanted = (plan.units.len() / CELLS_PER_MARK).max(2);
    let count = (wanted / 2 + random.below(wanted + 1)).clamp(2, ordinary);
    let units = random.several(count, ordinary);
    let leads = 1 + random.below(3).min(count - 2);
    let supporting = random.below(count - leads);
    let (leading, others) = units.split_at(leads);
    let (responsible, supporting) = others.split_at(others.len() - supporting);
    let list = |units: &[UnitId]| units.iter().map(|&unit| named(plan, unit)).collect::<Vec<Party>>();
    let (leads, mut responsible, supporting) = (list(leading), list(responsible), list(supporting));
    if random.one_in(6) {
        // 兼任: the first lead is responsible as well.
        responsible.insert(0, leads[0].clone());
    }
    if random.one_in(8) {
        let collective = UnitId::new(ordinary + random.below(COLLECTIVES));
        let words = format!("等{}", plan.unit(collective).name);
        responsible.push(Party { words, kind: PartyKind::Closing(collective) });
    } else if random.one_in(6) {
        responsible.push(Party { words: "等部门".to_owned(), kind: PartyKind::Open });
    }
    let deadline = random.one_in(3).then(|| format!("2026年{}月底前", 1 + random.below(12)));
    let clause = clause(&leads, &responsible, &supporting);
    let sentences = 1 + random.below(6);
    let text = (0..sentences).map(|_| random.sentence()).collect();
    let number = number.to_string();
    let parties = ByRole::default()
        .with(Role::Lead, leads)
        .with(Role::Responsible, responsible)
        .with(Role::Supporting, supporting);
    Task { section: Some(section), number, text, clause, deadline, parties, people: Vec::new() }
}

fn named(plan: &Plan, unit: UnitId) -> Party {
    Party { words: plan.unit(unit).name.clone(), kind: PartyKind::Named(unit) }
}

/// The lists as documents write them.
fn clause(leads: &[Party], responsible: &[Party], supporting: &[Party]) -> String {
    let mut clause = String::new();
    for (head, list) in [("牵头单位：", leads), ("；责任单位：", responsible), ("；配合单位：", supporting)]
    {
        for (position, party) in list.iter().enumerate() {
            let separator = if party.is_ending() { "" } else { "、" };
            clause.push_str(if position == 0 { head } else { separator });
            clause.push_str(&party.words);
        }
    }
    clause
}

/// Good up to 9,999.
fn chinese_number(number: usize) -> String {
    let digit = |digit: usize| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][digit % 10];
    let mut out = String::new();
    for (value, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let this = number / value % 10;
        if this > 0 {
            // 十一, not 一十一.
            out.push_str(if this == 1 && value == 10 && number < 20 { "" } else { digit(this) });
            out.push_str(unit);
        } else if !out.is_empty() && !number.is_multiple_of(value) && !out.ends_with('零') {
            out.push('零');
        }
    }
    out
}

/// SplitMix64: small, quick and good enough to fill a table.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which must not be 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("less than a usize")
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    /// `count` different units below `end`, in no order.
    fn several(&mut self, count: usize, end: usize) -> Vec<UnitId> {
        let mut chosen = HashSet::with_capacity(count);
        let mut units = Vec::with_capacity(count);
        while units.len() < count {
            let unit = self.below(end);
            if chosen.insert(unit) {
                units.push(UnitId::new(unit));
            }
        }
        units
    }

    /// Between `least` and `most` characters that look like words.
    fn words(&mut self, least: usize, most: usize) -> String {
        const CHARACTERS: &str = "发展改革财政公安司法住建交通水利农业农村商务文化旅游卫生健康应急审计市场监管自然\
            资源生态环境民政教育科技工信人力社会保障统计医疗信访税务气象邮政电力通信金融林草畜牧粮食招标退役军人乡村振兴\
            数据政务服务营商投资促进城市综合执法机关事务档案史志地震供销残疾妇女青年总工质量安全";
        let characters: Vec<char> = CHARACTERS.chars().collect();
        let length = least + self.below(most - least + 1);
        (0..length).map(|_| characters[self.below(characters.len())]).collect()
    }

    /// 。 at its end, ， within.
    fn sentence(&mut self) -> String {
        let verb = ["加快推进", "持续深化", "全面落实", "严格规范", "统筹做好", "探索建立"];
        let clauses = 1 + self.below(5);
        let clauses: Vec<String> = (0..clauses).map(|_| format!("{}{}", self.pick(&verb), self.words(4, 18))).collect();
        clauses.join("，") + "。"
    }
}
