//! The group of a unit, guessed from its name; names and word lists are data.
//!
//! Order as in the matrix: party offices, people's congress, courts and procuratorates, offices of
//! the government, mass organisations, offices of higher levels, parks, governments below,
//! enterprises, others, collectives.

use super::clause::{COLLECTIVE_WORDS, GENERIC_NOUNS, INDETERMINATE_WORDS};
use super::width::key;
use crate::model::Collective;
use std::collections::HashMap;

/// A group, in window order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    Party,
    Congress,
    Judiciary,
    Government,
    MassOrganisations,
    HigherLevel,
    Parks,
    Areas,
    Enterprises,
    Others,
    Collectives,
}

/// The level at which most of a document's units stand, from the first words of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Level {
    Of(&'static str),
    /// Ministries: names without a level.
    National,
    /// Names in another language.
    Foreign,
}

const LEVELS: &[&str] = &["地区", "省", "市", "县", "区", "州", "旗", "盟", "镇", "乡"];

/// How far down a level stands, from 1; 0 for one of which that is not known.
fn rank(level: &str) -> u8 {
    match level {
        "省" => 1,
        "市" | "州" | "盟" | "地区" => 2,
        "县" | "区" | "旗" => 3,
        "镇" | "乡" => 4,
        _ => 0,
    }
}

/// Words that begin as a level does and are none: 市场监管局, 区域合作办.
const NO_LEVELS: &[&str] = &["市场", "市政管理", "市政工程", "市容", "区域", "县域", "州际", "乡村", "旗舰"];

/// The level that a name begins with, as it stands there, and the rest: 市财政局 is 市 and 财政局.
pub(super) fn prefix(name: &str) -> Option<(&'static str, &str)> {
    if NO_LEVELS.iter().any(|word| name.starts_with(word)) {
        return None;
    }
    let (prefix, _) = *LEVEL_PREFIXES.iter().find(|(prefix, _)| name.starts_with(prefix))?;
    Some((prefix, &name[prefix.len()..])).filter(|(_, rest)| rest.chars().count() > 1)
}

/// Whether a name says no level, and is none of several units.
pub(super) fn has_no_level(name: &str) -> bool {
    level_of(name).is_none() && collective(name).is_none()
}

/// Whether a name could stand at any level, and have left out which: 财政局, not 国网某供电公司 or 税务局.
pub(super) fn may_lack_level(name: &str) -> bool {
    const LONGEST: usize = 12;
    has_no_level(name)
        && name.chars().count() <= LONGEST
        && ends(name, GOVERNMENT)
        && !ends(name, NATIONAL)
        && !holds(name, HIGHER)
        && !holds(name, &["政府", "国家", "全国", "管委会"])
        && !ends(name, ENTERPRISES)
}

/// First words of names that belong to a level: 地委组织部 is of the 地区.
const LEVEL_PREFIXES: &[(&str, &str)] = &[
    ("地区", "地区"),
    ("地委", "地区"),
    ("行署", "地区"),
    ("自治区", "区"),
    ("省", "省"),
    ("市", "市"),
    ("县", "县"),
    ("区", "区"),
    ("州", "州"),
    ("旗", "旗"),
    ("盟", "盟"),
    ("镇", "镇"),
    ("乡", "乡"),
];

const PARTY: &[&str] = &[
    "纪委",
    "监委",
    "政法委",
    "组织部",
    "宣传部",
    "统战部",
    "编办",
    "直机关工委",
    "直属机关工委",
    "国家机关工委",
    "党校",
    "网信办",
    "巡察",
    "巡视",
    "依法治",
    "委办公室",
    "委办公厅",
    "委办",
    "委政研室",
    "委改革办",
    "社会工作部",
    "委老干部局",
    "党史",
    "文明办",
];
/// Ends of names of party offices.
const PARTY_ENDS: &[&str] = &["人才办", "委督查室"];
const CONGRESS: &[&str] = &["人大", "政协"];
const JUDICIARY: &[&str] = &["法院", "检察院"];
const MASS: &[&str] = &[
    "工商联",
    "总工会",
    "工会",
    "团委",
    "团市委",
    "团县委",
    "团省委",
    "团区委",
    "团州委",
    "共青团",
    "妇联",
    "科协",
    "文联",
    "残联",
    "侨联",
    "红十字会",
    "社科联",
    "贸促会",
    "计生协",
    "关工委",
];
const HIGHER: &[&str] = &[
    "税务局",
    "银监",
    "银保监",
    "证监",
    "保监",
    "人民银行",
    "人行",
    "海关",
    "电业局",
    "供电",
    "国网",
    "电网",
    "烟草",
    "邮政",
    "气象局",
    "金融监管总局",
    "金融监管分局",
    "监管分局",
    "监管支局",
    "监管总局",
    "金融监督管理总局",
    "外汇",
    "调查队",
    "海事",
    "铁路",
    "通信管理",
    "农发行",
    "国开行",
    "进出口银行",
    "矿山安全",
    "移动",
    "电信",
    "联通",
    "铁塔",
    "武警",
    "出入境",
];
const PARKS: &[&str] =
    &["管委会", "开发区", "高新区", "经开区", "工业园", "产业园", "园区", "度假区", "保税区", "示范区", "新区"];
const AREAS: &[&str] = &["人民政府", "政府", "街道", "街道办事处", "镇", "乡", "市", "县", "区", "州", "旗"];
const ENTERPRISES: &[&str] = &["公司", "集团", "银行", "支行", "分行", "厂"];
const GOVERNMENT: &[&str] = &[
    "局",
    "委",
    "办",
    "厅",
    "部",
    "中心",
    "署",
    "室",
    "队",
    "委员会",
    "院",
    "所",
    "处",
    "专班",
    "领导小组",
    "总局",
    "会",
    "社",
    "馆",
    "站",
    "台",
    "指挥部",
];
const NATIONAL: &[&str] = &[
    "部",
    "总局",
    "总署",
    "人民银行",
    "银保监会",
    "证监会",
    "国务院办公厅",
    "国家发展改革委",
    "国家卫生健康委",
    "国资委",
    "金融监管总局",
];

fn holds(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}

fn ends(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.ends_with(word))
}

fn level_of(name: &str) -> Option<&'static str> {
    if NO_LEVELS.iter().any(|word| name.starts_with(word)) {
        return None;
    }
    LEVEL_PREFIXES
        .iter()
        .find(|(prefix, _)| name.starts_with(prefix) && name.len() > prefix.len())
        .map(|(_, level)| *level)
}

/// The level of a document, from its ordinary units.
pub(super) fn level<'a>(names: impl Iterator<Item = &'a str>) -> Level {
    let (mut counts, mut national, mut latin, mut all): (HashMap<&str, usize>, _, _, _) =
        (HashMap::new(), 0_usize, 0_usize, 0_usize);
    for name in names {
        all += 1;
        match level_of(name) {
            Some(level) => *counts.entry(level).or_default() += 1,
            None if ends(name, NATIONAL) => national += 1,
            None if name.is_ascii() => latin += 1,
            None => {}
        }
    }
    let most = LEVELS
        .iter()
        .copied()
        .max_by_key(|level| (counts.get(level).copied().unwrap_or_default(), usize::MAX - level.len()));
    match most {
        _ if latin * 2 > all => Level::Foreign,
        Some(level) if counts.get(level).copied().unwrap_or_default() > national => Level::Of(level),
        _ if national > 0 => Level::National,
        _ => Level::Of(""),
    }
}

/// Whether a name stands for several units, and whether anybody can say which.
pub(super) fn collective(name: &str) -> Option<Collective> {
    let name = key(name);
    if name.is_ascii() {
        let lower = name.to_lowercase();
        let open = ["other", "relevant", "concerned"].iter().any(|word| lower.contains(word));
        return match () {
            () if open => Some(Collective::Indeterminate),
            () if lower.starts_with("all") && lower.ends_with('s') => {
                Some(Collective::Enumerable { roster: Vec::new(), reason: None })
            }
            () => None,
        };
    }
    let indeterminate = INDETERMINATE_WORDS.iter().any(|word| {
        name.find(word).is_some_and(|at| {
            let rest = &name[at + word.len()..];
            GENERIC_NOUNS.iter().any(|noun| rest.starts_with(noun))
                || [
                    "市",
                    "县",
                    "区",
                    "州",
                    "乡",
                    "镇",
                    "政府",
                    "人民政府",
                    "省",
                    "直",
                    "主管",
                    "行业",
                    "职能",
                    "责任",
                    "街道",
                    "委",
                    "高校",
                    "企业",
                    "各",
                    "局",
                    "成员",
                    "金融",
                ]
                .iter()
                .any(|noun| rest.starts_with(noun))
                || rest.is_empty()
        })
    });
    if indeterminate {
        return Some(Collective::Indeterminate);
    }
    let each = COLLECTIVE_WORDS.iter().any(|word| name.starts_with(word))
        || name.find('各').is_some_and(|at| {
            let (before, after) = (&name[..at], &name[at + '各'.len_utf8()..]);
            let level = ["省", "市", "县", "区", "州"].iter().any(|end| before.ends_with(end));
            ["直", "级", "属", "府", "委", "关", "院"].iter().any(|end| before.ends_with(end))
                || level && GENERIC_NOUNS.iter().any(|noun| after.starts_with(noun))
        });
    let members = name.ends_with("成员单位")
        || ["县区", "市州", "区县", "乡镇", "镇街", "县市区", "县(市、区)", "县(市)区"]
            .iter()
            .any(|area| name.starts_with(area))
            && !name.contains('局');
    (each || members).then_some(Collective::Enumerable { roster: Vec::new(), reason: None })
}

/// The group of an ordinary unit.
pub(super) fn group(name: &str, level: Level) -> Group {
    // 县投资促进中心（商务局）: what stands before the bracket decides, then what is in it.
    if let Some((before, inside)) = name.strip_suffix('）').and_then(|name| name.split_once('（'))
        && !before.is_empty()
    {
        let found = group(before, level);
        return if found == Group::Others { group(inside, level) } else { found };
    }
    let own = level_of(name);
    let is_below = |own: &str| match level {
        Level::Of(level) => rank(own) > rank(level) && rank(level) > 0,
        Level::National | Level::Foreign => false,
    };
    match () {
        () if level == Level::Foreign => Group::Others,
        () if ends(name, JUDICIARY) => Group::Judiciary,
        () if holds(name, CONGRESS) => Group::Congress,
        () if holds(name, MASS) && !name.contains("工委") => Group::MassOrganisations,
        () if holds(name, PARTY) || ends(name, PARTY_ENDS) || name.starts_with("中央") => Group::Party,
        () if level == Level::National => {
            if ends(name, ENTERPRISES) && !name.ends_with("银行") {
                Group::Enterprises
            } else {
                Group::Government
            }
        }
        () if holds(name, HIGHER) || name.contains("金融") && ends(name, &["分局", "支局"]) => Group::HigherLevel,
        // 区公安局 in a plan of its city.
        () if own.is_some_and(is_below) => Group::Areas,
        () if ends(name, PARKS) => Group::Parks,
        () if ends(name, ENTERPRISES) => Group::Enterprises,
        () if ends(name, AREAS) => Group::Areas,
        () if own.is_some() || ends(name, GOVERNMENT) => Group::Government,
        () => Group::Others,
    }
}

impl Group {
    /// Its name in a document of `level`.
    pub(super) fn name(self, level: Level) -> String {
        let plain = match (self, level) {
            (Self::Party, Level::Of("")) => "党委部门",
            (Self::Party, Level::Of("地区")) => "地委部门",
            (Self::Party, Level::Of(level)) => return format!("{level}委部门"),
            (Self::Party, _) => "中央部门",
            (Self::Congress, _) => "人大",
            (Self::Judiciary, _) => "政法机关",
            (Self::Government, Level::Of("")) => "政府部门",
            (Self::Government, Level::Of("地区")) => "地区行署部门",
            (Self::Government, Level::Of(level)) => return format!("{level}政府部门"),
            (Self::Government, _) => "国务院部门",
            (Self::MassOrganisations, _) => "群团",
            (Self::HigherLevel, _) => "中省直单位",
            (Self::Parks, _) => "园区",
            (Self::Areas, _) => "地方政府",
            (Self::Enterprises, _) => "企业",
            (Self::Others, Level::Foreign) => "Units",
            (Self::Others, _) => "其他单位",
            (Self::Collectives, Level::Foreign) => "Collectives",
            (Self::Collectives, _) => "集合单位",
        };
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_a_county() {
        let level = Level::Of("县");
        for (name, expected) in [
            ("县委依法治县委员会办公室", Group::Party),
            ("县政法委", Group::Party),
            ("县纪委监委", Group::Party),
            ("县直机关工委", Group::Party),
            ("县委党校", Group::Party),
            ("县人大有关专门委员会", Group::Congress),
            ("县法院", Group::Judiciary),
            ("县投资合作服务中心", Group::Government),
            ("县卫生健康局", Group::Government),
            ("县工商联", Group::MassOrganisations),
            ("县税务局", Group::HigherLevel),
            ("县银监会", Group::HigherLevel),
            ("县电业局", Group::HigherLevel),
            ("工业园区管委会", Group::Parks),
            ("东河镇", Group::Areas),
            ("东河城投公司", Group::Enterprises),
            ("国家金融监督管理总局东河监管支局", Group::HigherLevel),
            ("金融监管支局", Group::HigherLevel),
            ("县人才办", Group::Party),
            ("县委督查室", Group::Party),
            ("县政府督查室", Group::Government),
            ("县投资促进中心（商务局）", Group::Government),
            ("东河（商务局）", Group::Government),
            ("镇财政所", Group::Areas),
            ("市场监管局", Group::Government),
        ] {
            assert_eq!(group(name, level), expected, "{name}");
        }
        assert_eq!(group("区公安局", Level::Of("市")), Group::Areas);
        assert_eq!(group("市公安局", Level::Of("市")), Group::Government);
        assert_eq!(group("市公安局", Level::Of("省")), Group::Areas);
    }

    #[test]
    fn collectives() {
        for (name, expected) in [
            ("各乡镇政府", Some(false)),
            ("县直各部门", Some(false)),
            ("各县（市、区）人民政府", Some(false)),
            ("联席会议成员单位", Some(false)),
            ("县直有关部门", Some(true)),
            ("国务院相关部门", Some(true)),
            ("其他省直有关部门和单位", Some(true)),
            ("相关市（州）人民政府", Some(true)),
            ("县人大有关专门委员会", None),
            ("县财政局", None),
            ("市各类市场服务中心", None),
        ] {
            assert_eq!(collective(name).map(|found| found == Collective::Indeterminate), expected, "{name}");
        }
    }

    #[test]
    fn levels() {
        assert_eq!(level(["市财政局", "市商务局", "国网某供电公司"].into_iter()), Level::Of("市"));
        assert_eq!(level(["财政部", "税务总局", "省政府"].into_iter()), Level::National);
        assert_eq!(level(["Town Clerk", "Police"].into_iter()), Level::Foreign);
    }
}
