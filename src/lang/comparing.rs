//! The words of comparing plans, and of one unit over several, both languages side by side.

use super::pairs::text_pairs;

text_pairs! {
    /// The words of comparing.
    ComparingTexts, ZH, EN;
    title: "变化对照" / "What changed";
    title_unit: "{0}相关变化" / "What changed for {0}";
    old_plan: "原方案：{0}" / "Before: {0}";
    new_plan: "现方案：{0}" / "Now: {0}";
    plan_and_number: "{0}（{1}）" / "{0} ({1})";
    nothing: "两份方案没有变化（不比对分工原文的措辞、单位的先后和“等部门”一类的用语）" / "nothing changed (the wording of clauses, the order of units and words such as “and others” are not compared)";
    counts: "共{0}处变化：{1}" / "{0} changes: {1}";
    count: "{0}{1}" / "{0} {1}";
    band_units: "单位" / "Units";
    // Kinds of changes; fixed, scripts rely on them.
    task_added: "新增任务" / "task added";
    task_removed: "删去任务" / "task removed";
    task_reworded: "任务改写" / "task reworded";
    task_moved: "移到别的体系" / "task moved";
    task_renumbered: "序号变动" / "task renumbered";
    deadline_changed: "时限变动" / "deadline changed";
    people_changed: "责任人员变动" / "people changed";
    section_added: "新增体系" / "section added";
    section_removed: "删去体系" / "section removed";
    section_renamed: "体系改名" / "section renamed";
    unit_added: "新增单位" / "unit added";
    unit_removed: "不再列出的单位" / "unit no longer listed";
    unit_renamed: "单位可能改名" / "unit probably renamed";
    units_merged: "单位可能合并" / "units probably merged";
    unit_split: "单位可能分设" / "unit probably split";
    mark_added: "新增责任" / "role added";
    mark_removed: "取消责任" / "role removed";
    role_changed: "角色变动" / "role changed";
    lit: "〔{0}〕" / "[{0}]";
    head_change: "变化" / "Change";
    head_before: "原来" / "Before";
    head_after: "现在" / "Now";
    head_changes: "变化数" / "Changes";
    sheet_changes: "变化" / "Changes";
    sheet_changes_by_task: "逐项对照" / "Task by task";
    sheet_units: "按单位" / "By unit";
    // One unit over several plans.
    duties_title: "{0}各方案责任汇总" / "What {0} owes, over all plans";
    duties_plans: "共{0}份方案，其中{1}份有该单位" / "{0} plans, {1} of them have this unit";
    duties_names: "各方案中的名称不一致：{0}；如为同一单位，请在方案中加为别名" / "the plans name it differently: {0}; if these are one unit, add aliases to the plans";
    duties_none: "没有方案列有单位“{0}”" / "no plan has a unit “{0}”";
    duties_near: "{0}：没有单位“{1}”；是否应为“{2}”？" / "{0}: there is no unit “{1}”; did you mean “{2}”?";
    duties_no_plan: "没有找到方案（.ron）：请给出方案文件，或存放方案的文件夹" / "no plan (.ron) was found: give plans, or folders with plans";
    head_plan: "方案" / "Plan";
    head_plan_number: "文号" / "Number";
    head_partners: "共同承担" / "With";
    between_roles: "；" / "; ";
    sheet_duties: "全部责任" / "All duties";
    sheet_plans: "各方案" / "Plans";
    sheet_duties_by_plan: "逐项责任" / "Plan by plan";
}
