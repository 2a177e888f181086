//! The words of reading grids, both languages side by side.

use super::pairs::text_pairs;

text_pairs! {
    /// The words of reading grids.
    MappingTexts, ZH, EN;
    title: "表格的读法" / "How the table was read";
    about: "读得不对，可在这里改：改后立即重新读取，可以撤销" / "Change here what was read wrongly: the document is read again at once, and it can be undone";
    unexplained: "文件没有说明这些符号的含义，请逐一指定" / "The document does not say what these signs mean: say it here";
    left_out: "这张表还没有读入：至少指定一个符号的角色" / "This table is not in the plan yet: give at least one sign a role";
    table: "第{0}张表" / "Table {0}";
    waiting: "{0}（尚未读入）" / "{0} (not in the plan yet)";
    part: "{0}（第{1}部分）" / "{0} (part {1})";
    way: "行与列" / "Rows and columns";
    task_rows: "行为任务，列为单位" / "Tasks in rows";
    unit_rows: "行为单位，列为任务" / "Units in rows";
    head_first: "表头首行" / "First row of the head";
    head_last: "表头末行" / "Last row of the head";
    row: "{0} {1}" / "{0} {1}";
    tasks_in: "任务所在列" / "Column of the tasks";
    units_in: "单位所在列" / "Column of the units";
    signs: "符号" / "Signs";
    sign: "“{0}”的含义" / "Meaning of “{0}”";
    cells: "{0} 格" / "{0} cells";
    columns: "{0} 列" / "{0} columns";
    nothing: "不表示责任" / "No role";
    unknown: "请指定" / "Not said";
    by_hand: "已按新的读法重新读取；此前的手工修改可用“撤销”找回" / "Read again in the new way; what was changed by hand before comes back with Undo";
}
