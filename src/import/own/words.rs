//! The fixed words of our tables, in both languages.

use crate::model::Role;

/// The fixed words of our tables in one language; `lang` writes them.
pub(super) struct Words {
    /// Number, section, task.
    pub row: [&'static str; 3],
    /// Unit, role, basis.
    pub mark: [&'static str; 3],
    pub total: &'static str,
    pub unlisted: &'static str,
    pub by_position: &'static str,
    pub blanket: &'static str,
    /// Before the name of a collective.
    pub through: &'static str,
    /// Heads of a list of duties in a book; those of its table of tasks, before and behind the lists.
    pub duties_heads: [&'static str; 6],
    pub tasks_heads: [&'static str; 2],
    pub remarks: &'static str,
    pub separator: &'static str,
    pub deadline: &'static str,
    /// Over how many tasks a unit has.
    pub tasks: &'static str,
    /// What a unit's table is called behind the unit's name.
    pub duties: &'static str,
    pub roles: [&'static str; Role::COUNT],
    /// Heads over the units of a role.
    pub lists: [&'static str; Role::COUNT],
}

pub(super) const WORDS: [Words; 2] = [
    Words {
        row: ["序号", "体系", "任务"],
        mark: ["单位", "角色", "依据"],
        total: "合计",
        unlisted: "未列名",
        by_position: "按首位",
        blanket: "通用条款",
        through: "经",
        duties_heads: ["序号", "任务内容", "分工", "工作措施", "完成时限", "责任人"],
        tasks_heads: ["序号", "工作任务"],
        remarks: "备注",
        separator: "、",
        deadline: "完成时限",
        tasks: "任务数",
        duties: "责任清单",
        roles: ["总牵头", "牵头", "责任", "配合", "督办", "咨询", "知会"],
        lists: ["总牵头单位", "牵头单位", "责任单位", "配合单位", "督办单位", "咨询单位", "知会单位"],
    },
    Words {
        row: ["No.", "Section", "Task"],
        mark: ["Unit", "Role", "Basis"],
        total: "Total",
        unlisted: "Unlisted",
        by_position: "By position",
        blanket: "Blanket rule",
        through: "Through ",
        duties_heads: ["No.", "Task", "Roles", "Measures", "Deadline", "Person"],
        tasks_heads: ["No.", "Task"],
        remarks: "Remarks",
        separator: ", ",
        deadline: "Deadline",
        tasks: "tasks",
        duties: "obligations",
        roles: ["Overall lead", "Lead", "Responsible", "Supporting", "Supervising", "Consulted", "Informed"],
        lists: [
            "Overall lead",
            "Lead units",
            "Responsible units",
            "Supporting units",
            "Supervising units",
            "Consulted units",
            "Informed units",
        ],
    },
];

/// Between the titles of nested sections.
pub(super) const NESTED: &str = " / ";
/// Closing words of a list in English begin so.
pub(super) const OTHERS: &str = "and other";
