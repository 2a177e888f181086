//! The words of grids, in the languages in which they are kept: roles, and what heads call units and tasks.
//!
//! All words are in small letters and are beginnings: `approv` stands for approves, approved, approval.

use crate::model::Role;

/// Letters that everybody knows, for a grid without a legend: RACI, RASCI, and the letters of our own exports.
/// `A` is who answers for the task: one for each, our lead.
pub(super) const LETTERS: &[(&str, Role)] = &[
    ("R", Role::Responsible),
    ("A", Role::Lead),
    ("L", Role::Lead),
    ("C", Role::Consulted),
    ("I", Role::Informed),
    ("S", Role::Supporting),
    ("总", Role::OverallLead),
    ("牵", Role::Lead),
    ("主", Role::Lead),
    ("责", Role::Responsible),
    ("配", Role::Supporting),
    ("协", Role::Supporting),
    ("督", Role::Supervising),
    ("咨", Role::Consulted),
    ("知", Role::Informed),
];

/// Beginnings of words that name a role in a legend alone: as a head or in a cell they are names or things.
pub(super) const LEGEND_ROLES: &[(&str, Role)] = &[
    ("主管领导", Role::Supervising),
    ("分管领导", Role::Supervising),
    ("主管部门", Role::Lead),
    ("主管单位", Role::Lead),
    ("归口部门", Role::Lead),
    ("归口管理", Role::Lead),
    ("相关部门", Role::Supporting),
    ("相关单位", Role::Supporting),
    ("decides", Role::Lead),
    ("decision", Role::Lead),
    ("décid", Role::Lead),
    ("décision", Role::Lead),
    ("entscheid", Role::Lead),
];

/// Signs that say that somebody has a part, not which.
pub(super) const TICKS: &[&str] = &["√", "✓", "✔", "✅", "☑", "☒", "🗸", "X", "×", "✕", "✗"];

/// Cells that say: none.
pub(super) const NONE: &[&str] =
    &["无", "n/a", "na", "none", "/", "\\", "-", "--", "—", "——", "–", "−", "－", "·", "."];

/// Words between two roles of one cell.
pub(super) const AND: &[&str] = &["and", "et", "и", "e", "y", "und", "和", "及"];

/// Words of heads that say: here stand those who have a part.
pub(super) const UNIT_HEADS: &[&str] = &[
    "单位",
    "部门",
    "角色",
    "岗位",
    "姓名",
    "人员",
    "成员",
    "role",
    "team",
    "unit",
    "department",
    "agency",
    "office",
    "stakeholder",
    "member",
    "person",
    "party",
    "rôle",
    "équipe",
    "acteur",
    "service",
    "роль",
    "сторона",
    "участник",
    "отдел",
    "команда",
    "должност",
    "papel",
    "equipe",
    "área",
    "rolle",
    "abteilung",
    "stelle",
    "rol",
    "equipo",
];

/// Heads over the unit of a mark.
pub(super) const UNITS: &[&str] = &["单位", "部门", "责任单位", "unit", "agency", "department"];

/// Heads over a legend beside a grid.
pub(super) const LEGEND_HEADS: &[&str] =
    &["key", "legend", "图例", "说明", "符号", "含义", "légende", "legende", "легенда", "legenda", "leyenda"];

/// Words of heads that say: here stand the tasks.
pub(super) const TASK_HEADS: &[&str] = &[
    "任务",
    "事项",
    "工作",
    "活动",
    "动作",
    "措施",
    "举措",
    "内容",
    "流程",
    "环节",
    "步骤",
    "task",
    "activit",
    "action",
    "deliverable",
    "decision",
    "step",
    "process",
    "milestone",
    "work package",
    "tâche",
    "activité",
    "livrable",
    "задач",
    "работ",
    "действи",
    "процесс",
    "взаимодейств",
    "atividade",
    "tarefa",
    "entrega",
    "aufgabe",
    "aktivität",
    "actividad",
    "tarea",
];

/// Words by which units and people's posts are called, wherever they stand in the name.
pub(super) const POSTS: &[&str] = &[
    "局",
    "委",
    "办",
    "部",
    "科",
    "组",
    "处",
    "院",
    "厅",
    "镇",
    "乡",
    "中心",
    "公司",
    "经理",
    "主任",
    "总监",
    "专员",
    "工程师",
    "负责人",
    "manager",
    "owner",
    "lead",
    "director",
    "team",
    "officer",
    "engineer",
    "architect",
    "member",
    "sponsor",
    "department",
    "office",
    "board",
    "committee",
    "analyst",
    "developer",
    "master",
    "executive",
    "head of",
    "client",
    "directeur",
    "responsable",
    "chef",
    "équipe",
    "менеджер",
    "директор",
    "отдел",
    "команда",
    "бухгалтер",
    "gerente",
    "diretor",
    "equipe",
    "leiter",
    "abteilung",
    "director",
    "jefe",
];

/// Before the name of a collective: a unit has its part through it.
pub(super) const THROUGH: &[&str] = &["经", "Through "];

/// Rows that add up or remark and are no tasks.
pub(super) const NO_TASKS: &[&str] =
    &["合计", "小计", "总计", "备注", "注：", "注:", "说明", "total", "sum", "note", "итого"];

/// What programs call a sheet that nobody named.
pub(super) const NAMES_OF_SHEETS: &[&str] =
    &["sheet", "工作表", "表", "лист", "feuil", "tabelle", "planilha", "hoja", "table", "data"];
