//! The words of commands, both languages side by side: a name, and what the command does; and the
//! reasons why one cannot be carried out now.
//!
//! A name ends in `…` if the command will ask something more. What it does is a phrase without a
//! full stop; a reason says what is not so, and what to do where that helps.

use super::pairs::text_pairs;

/// What a command is called, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// In menus and the list of all commands.
    pub name: &'static str,
    /// In tooltips and the help.
    pub about: &'static str,
}

macro_rules! command_texts {
    ($($name:ident: $zh:literal, $about_zh:literal / $en:literal, $about_en:literal;)+) => {
        /// The words of all commands in one language.
        #[allow(missing_docs, reason = "the table of commands says what each is")]
        pub struct CommandTexts {
            $(pub $name: Words,)+
        }

        /// 简体中文.
        pub static ZH: CommandTexts = CommandTexts { $($name: Words { name: $zh, about: $about_zh },)+ };
        /// English.
        pub static EN: CommandTexts = CommandTexts { $($name: Words { name: $en, about: $about_en },)+ };

        impl CommandTexts {
            /// Every text, for tests that compare languages and fonts.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                [$((stringify!($name), self.$name.name), (stringify!($name), self.$name.about)),+].to_vec()
            }
        }
    };
}

command_texts! {
    open: "打开方案…", "选择一个方案文件或一份通知"
        / "Open plan…", "Choose a plan file or a notice";
    open_builtin: "打开内置方案", "显示随程序带的示例方案"
        / "Open the built-in plan", "Show the plan that comes with the program";
    reload: "重新读取方案", "从文件再读一遍，留在原来的位置"
        / "Read the plan again", "From its file, staying at the same place";
    import_clipboard: "导入剪贴板里的文字", "把复制的通知文字整理成方案"
        / "Read the text on the clipboard", "Make a plan of a notice that was copied";
    arrange: "整理方案", "列出疑点，改正单位、角色和时限"
        / "Put the plan right", "List the doubts; correct units, roles and deadlines";
    save: "保存方案", "写回方案文件；还没有文件时先问存到哪里"
        / "Save the plan", "To its file; asks where if it has none";
    save_as: "方案另存为…", "写到另一个文件，以后保存到那里"
        / "Save the plan as…", "To another file, which is the plan's from then on";
    versions: "以前的版本…", "每次保存前的内容，最多十份，可以打开"
        / "Earlier versions…", "What the file said before each save, ten at most";
    close_tab: "关闭方案", "关闭所看的方案；有未保存的修改时先问"
        / "Close plan", "The one on screen; asks first if it has unsaved changes";
    undo: "撤销", "撤回上一步修改"
        / "Undo", "Take the last change back";
    redo: "重做", "恢复刚撤回的修改"
        / "Redo", "Make the change again that was taken back";
    mark_overall_lead: "标为总牵头", "所选体系由该单位总牵头"
        / "Mark as overall lead", "The unit leads the selected section over all";
    mark_lead: "标为牵头", "所选单元格改为牵头，Alt+2 另加或去掉"
        / "Mark as lead", "The selected cells, and nothing else; Alt+2 adds it or takes it away";
    mark_responsible: "标为责任", "所选单元格改为责任，Alt+3 另加或去掉"
        / "Mark as responsible", "The selected cells, and nothing else; Alt+3 adds it or takes it away";
    mark_supporting: "标为配合", "所选单元格改为配合，Alt+4 另加或去掉"
        / "Mark as supporting", "The selected cells, and nothing else; Alt+4 adds it or takes it away";
    mark_supervising: "标为督办", "所选单元格改为督办，Alt+5 另加或去掉"
        / "Mark as supervising", "The selected cells, and nothing else; Alt+5 adds it or takes it away";
    mark_consulted: "标为咨询", "所选单元格改为咨询，Alt+6 另加或去掉"
        / "Mark as consulted", "The selected cells, and nothing else; Alt+6 adds it or takes it away";
    mark_informed: "标为知会", "所选单元格改为知会，Alt+7 另加或去掉"
        / "Mark as informed", "The selected cells, and nothing else; Alt+7 adds it or takes it away";
    clear_marks: "清除标记", "所选单元格不再列名"
        / "Clear marks", "The selected cells name nobody any more";
    cut_marks: "剪切标记", "复制所选单元格的角色并清除"
        / "Cut marks", "Copies the roles of the selected cells and clears them";
    paste_marks: "粘贴标记", "把剪贴板里的角色表从光标处填入"
        / "Paste marks", "A table of roles from the clipboard, from the cursor on";
    copy: "复制所选单元格", "复制为表格，可直接粘贴到 Excel、WPS"
        / "Copy the selected cells", "As a table that Excel and WPS take";
    move_task_up: "任务上移", "光标所在任务上移一位，到头时移入前一体系"
        / "Move the task up", "By one; from the top of its section into the one before";
    move_task_down: "任务下移", "光标所在任务下移一位，到头时移入后一体系"
        / "Move the task down", "By one; from the end of its section into the next";
    move_unit_left: "单位左移", "光标所在单位在本类别中左移一列"
        / "Move the unit to the left", "By one column, within its group";
    move_unit_right: "单位右移", "光标所在单位在本类别中右移一列"
        / "Move the unit to the right", "By one column, within its group";
    next_doubt: "下一处疑点", "在原文中亮起下一处没有核对的疑点"
        / "Next doubt", "The next one that is open, lit in the source text";
    previous_doubt: "上一处疑点", "在原文中亮起上一处没有核对的疑点"
        / "Previous doubt", "The open one before, lit in the source text";
    accept_doubt: "照疑点的建议改", "照所看疑点的建议改正，再看下一处"
        / "Do what the doubt proposes", "And go on to the next one";
    settle_doubt: "所看疑点无误", "所看疑点核对无误，再看下一处"
        / "The doubt is right as it is", "Looked at; on to the next one";
    select_all: "全选", "选中屏幕上矩阵的全部单元格"
        / "Select all", "Every cell of the matrix on screen";
    export_and_print: "导出与打印…", "选内容、单位、版式和格式，看着页面保存或打印"
        / "Export and print…", "Choose what, for which units, how and in which format, with its pages in view";
    export_matrix: "导出矩阵 CSV…", "任务 × 单位的表，格中写角色"
        / "Export matrix as CSV…", "Tasks × units, roles in the cells";
    export_workbook: "导出矩阵 Excel…", "工作簿：矩阵、全部标记、图例、每个单位一张表"
        / "Export the matrix for Excel…", "A workbook: matrix, marks, legend, a sheet for each unit";
    export_picture: "导出矩阵图片 PNG…", "整张矩阵的图片，可放进幻灯片"
        / "Export the matrix as PNG…", "A picture of the whole matrix, for slides";
    export_drawing: "导出矩阵图形 SVG…", "放大不失真的图形"
        / "Export the matrix as SVG…", "A drawing that stays sharp at any size";
    export_marks: "导出全部标记 CSV…", "一个标记一行，集合单位展开列出成员"
        / "Export marks as CSV…", "A row for each mark, members of collectives listed";
    export_unit: "导出单位清单 CSV…", "面板中或光标所在单位的全部责任"
        / "Export the unit's obligations as CSV…", "Of the unit in the panel or under the cursor";
    export_unit_workbook: "导出单位清单 Excel…", "面板中或光标所在单位的全部责任"
        / "Export the unit's obligations for Excel…", "Of the unit in the panel or under the cursor";
    print: "打印预览…", "面板中是单位时印它的责任清单，否则印矩阵；也可存为 PDF"
        / "Print…", "The unit in the panel, else the matrix; saves PDF too";
    print_all: "打印全部单位的责任清单…", "每个单位另起一页；也可每个单位存一份 PDF"
        / "Print the obligations of all units…", "Each unit from a new page; or a PDF for each";
    show_matrix: "看责任矩阵", "中间显示任务 × 单位的矩阵"
        / "Matrix", "Tasks × units in the middle";
    show_source: "看原文", "中间显示通知原文，单位按角色标色"
        / "Source text", "The notice in the middle, units coloured by role";
    export_forms: "导出填报表…", "给每个单位一份可以填写的表，已知内容预先填好"
        / "Forms for all units…", "One for each unit to fill in, with what is known";
    collect: "收回填报表…", "读取一个文件夹里收回的填报表，确认后记入台账"
        / "Collect forms…", "Reads the forms in a folder; what is new goes into the record once you agree";
    show_progress: "看落实进展", "各单位各项任务的进展：未报、临期、逾期"
        / "Progress", "How far every duty has come: not reported, due soon, overdue";
    state_lights: "显示进展状态", "在矩阵的标记旁显示进展，再按一次隐藏"
        / "Show states", "Beside the marks of the matrix; once more hides them";
    meeting: "会议模式", "一项任务占满屏幕，左右键换任务，N 记要点，Esc 退出"
        / "Meeting", "One task on the whole screen; arrows go on, N takes a note, Esc leaves";
    show_changes: "与另一方案比较", "另一个打开的方案里有什么不同：任务、分工、时限"
        / "Compare with another plan", "What differs from another open plan: tasks, marks, deadlines";
    show_duties: "该单位在各方案中的责任", "所选单位在所有打开的方案里承担的任务"
        / "This unit in all open plans", "What the selected unit owes in every plan that is open";
    show_load: "看任务分布", "中间显示各单位有多少任务"
        / "Load of all units", "How many tasks each unit has, in the middle";
    show_task: "查看任务全文", "在面板中显示光标所在的任务或体系"
        / "Show the task in full", "The task or section under the cursor, in the panel";
    show_unit: "查看单位责任", "在面板中显示光标所在的单位"
        / "Show what the unit owes", "The unit under the cursor, in the panel";
    show_my_unit: "看我的单位", "在面板中显示选定为“我的单位”的单位"
        / "My unit", "What the unit chosen as one's own owes";
    show_findings: "核查发现", "显示或收起核查发现"
        / "Findings", "Show or hide what the checks found";
    marks_as_shapes: "标记显示为图形", "◆ ● ○ △ □ ◇ ＋，黑白打印也分得清"
        / "Show marks as shapes", "◆ ● ○ △ □ ◇ ＋, told apart in black and white";
    marks_as_letters: "标记显示为单字（牵、责……）", "每个标记写一个字"
        / "Show marks as letters", "One letter for each mark";
    marks_as_words: "标记显示为文字（牵头、责任……）", "每个标记写出角色名称"
        / "Show marks as words", "The role's name in the cell";
    tasks_one_line: "任务显示一行", "每项任务一行，放不下的不显示"
        / "Tasks in one line", "As much of each as one line holds";
    tasks_two_lines: "任务最多显示两行", "长的任务占两行"
        / "Tasks in two lines", "At most, where they are long";
    tasks_three_lines: "任务最多显示三行", "长的任务占三行"
        / "Tasks in three lines", "At most, where they are long";
    tasks_whole: "任务显示全文", "每项任务的全文都在矩阵里"
        / "Tasks in full", "All of each task's text in the matrix";
    sort_source: "单位按文件顺序排列", "与方案中的单位表一致"
        / "Units in the order of the plan", "As the plan lists them";
    sort_load: "单位按任务多少排列", "任务多的在前"
        / "Units by number of tasks", "Those with the most tasks first";
    sort_name: "单位按名称排列", "按拼音顺序"
        / "Units by name", "In alphabetical order";
    fold_section: "折叠或展开所在体系", "光标所在体系收成一行合计"
        / "Fold or unfold the section", "The cursor's section becomes one row of totals";
    fold_group: "折叠或展开所在单位类别", "光标所在类别收成一列合计"
        / "Fold or unfold the group of units", "The cursor's group becomes one column of totals";
    fold_all: "折叠全部体系", "每个体系只留一行合计"
        / "Fold all sections", "One row of totals for each";
    unfold_all: "全部展开", "展开折叠的体系和单位类别"
        / "Unfold everything", "Sections and groups alike";
    hide_empty: "隐藏没有标记的行和列", "再用一次就恢复显示"
        / "Hide rows and columns without marks", "Once more shows them again";
    only_unit: "只看这个单位的任务", "含经集合单位承担的；再用一次就恢复显示"
        / "Only the tasks of this unit", "Those through a collective as well; once more shows all again";
    clear_filter: "清除筛选，全部显示", "取消按角色、体系、类别和文字的筛选"
        / "Clear the filter, show everything", "Whatever role, section, group or words left out";
    find: "查找", "任务文字、序号、单位名称，拼音首字母也可"
        / "Find", "Tasks, numbers, units and sections";
    back: "后退", "回到刚才看的地方"
        / "Back", "To what was shown before";
    forward: "前进", "取消后退"
        / "Forward", "Undo going back";
    previous: "上一个", "面板中的上一个任务、体系或单位"
        / "Previous", "The task, section or unit before the one in the panel";
    next: "下一个", "面板中的下一个任务、体系或单位"
        / "Next", "The task, section or unit after the one in the panel";
    next_tab: "后一个方案", "看右边标签的方案"
        / "Next plan", "The one in the tab to the right";
    previous_tab: "前一个方案", "看左边标签的方案"
        / "Previous plan", "The one in the tab to the left";
    move_tab_left: "标签左移", "把所看方案的标签往左移一位"
        / "Move tab left", "The tab of the plan on screen, by one";
    move_tab_right: "标签右移", "把所看方案的标签往右移一位"
        / "Move tab right", "The tab of the plan on screen, by one";
    next_region: "在矩阵、面板、按钮之间切换", "把键盘移到窗口的下一部分"
        / "Switch between matrix, panel and buttons", "The keyboard goes to the next part of the window";
    escape: "关闭面板或提示", "先关最上面的一层"
        / "Close the panel or message", "What lies on top first";
    zoom_in: "放大", "窗口中的一切都变大"
        / "Zoom in", "Everything in the window becomes larger";
    zoom_out: "缩小", "窗口中的一切都变小"
        / "Zoom out", "Everything in the window becomes smaller";
    zoom_reset: "恢复原大小", "回到系统设定的大小"
        / "Reset zoom", "Back to the size that the system has";
    switch_theme: "浅色 / 深色", "在两种颜色之间切换"
        / "Light / dark", "Switch between the two";
    switch_language: "中文 / English", "切换界面和导出所用的语言"
        / "中文 / English", "Switch the language of the window and of exports";
    palette: "全部命令", "按名称或拼音首字母查找命令"
        / "All commands", "Find a command by its name";
    help: "使用手册", "怎样看、印、导入、收表；可以查找"
        / "Manual", "How to look, print, import and follow up; can be searched";
    keys: "键盘与鼠标", "列出全部按键"
        / "Keyboard and mouse", "All keys on one page";
    about: "关于责任矩阵", "版本、数据说明和许可"
        / "About Responsibility Matrix", "Version, data and licences";
}

text_pairs! {
    /// Why a command cannot be carried out now.
    ReasonTexts, REASONS_ZH, REASONS_EN;
    covered: "请先关闭导出与打印" / "Close export and print first";
    no_file: "这个方案还没有存为文件，没有可以重新读取的内容"
        / "This plan is in no file yet, so there is nothing to read again";
    versions_of_file: "方案还没有存成文件，没有以前的版本" / "The plan is in no file yet and has no earlier versions";
    record_of_file: "方案还没有存成文件，台账无处可放：请先用“方案另存为”" / "The plan is in no file yet, so there is no place for its record: use “Save the plan as” first";
    not_arranging: "还没有在整理方案：请先按 Ctrl+J" / "The plan is not being put right: press Ctrl+J first";
    no_task_here: "请先把光标移到一项任务" / "Put the cursor on a task first";
    no_doubts: "没有待核对的疑点" / "No doubt is open";
    no_shown_doubt: "请先选一处疑点" / "Choose a doubt first";
    no_proposal: "所看疑点没有可以照着改的建议" / "The doubt on screen proposes nothing";
    no_tasks: "没有可显示的任务" / "There is no task to show";
    no_other_plan: "只打开了一个方案" / "Only one plan is open";
    nothing_unsaved: "没有未保存的修改；要存到别处请用“方案另存为”" / "Nothing is unsaved; “Save the plan as” writes it elsewhere";
    nothing_done: "没有可撤销的修改" / "There is no change to undo";
    nothing_undone: "没有可重做的修改" / "There is no change to make again";
    no_cell: "矩阵中没有单元格；请看筛选是否留下了任务和单位" / "The matrix has no cell; see whether a filter leaves tasks and units";
    no_unit: "请先点一个单位" / "Choose a unit first";
    no_units: "方案中没有单位" / "The plan has no units";
    no_my_unit: "还没有选定我的单位，或方案中没有它：请打开一个单位，再点“设为我的单位”"
        / "No unit is yours yet, or this plan does not have it: open a unit and press “This is my unit”";
    no_section: "光标所在的任务不属于任何体系" / "The cursor's task belongs to no section";
    no_sections: "方案不分体系" / "The plan has no sections";
    other_order: "单位按文件顺序排列时才能折叠类别" / "Groups fold while units stand in the order of the plan";
    nothing_folded: "没有折叠的体系或单位类别" / "Nothing is folded";
    no_filter: "没有筛选，已经全部显示" / "There is no filter, everything is shown";
    no_place_before: "没有更早看过的地方" / "There is nothing to go back to";
    no_place_after: "没有可以前进到的地方" / "There is nothing to go forward to";
    no_subject: "请先在面板中打开一个任务、体系或单位" / "Open a task, a section or a unit in the panel first";
    no_earlier: "已经是第一个" / "This is the first";
    no_later: "已经是最后一个" / "This is the last";
    zoomed_in: "已经最大" / "This is the largest";
    zoomed_out: "已经最小" / "This is the smallest";
}
