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
    /// Heads by which tables are known that say something of a plan and hold none: progress, changes, one unit over several
    /// plans, remarks, forms. All of a set stand in one row.
    pub bulletins: &'static [&'static [&'static str]],
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
        bulletins: &[
            &["任务", "单位", "角色", "进展状态", "时限提示"],
            &["任务数", "已完成", "推进中", "未启动", "未报"],
            &["序号", "任务", "变化", "单位", "原来", "现在"],
            &["方案", "文号", "单位", "序号", "任务", "共同承担"],
            &["方案", "单位", "总牵头", "牵头", "经集合单位"],
            &["序号", "任务", "单位", "批注", "日期", "记录"],
            &["体系", "序号", "任务", "角色", "工作措施", "进展状态", "佐证材料"],
        ],
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
        bulletins: &[
            &["Task", "Unit", "Role", "State", "Time"],
            &["Duties", "done", "under way", "not started", "not reported"],
            &["No.", "Task", "Change", "Unit", "Before", "Now"],
            &["Plan", "Number", "Unit", "No.", "Task", "With"],
            &["Plan", "Unit", "Overall lead", "Lead", "Through a collective"],
            &["No.", "Task", "Unit", "Remark", "Date", "By"],
            &["Section", "No.", "Task", "Role", "Measures", "State", "Evidence"],
        ],
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
