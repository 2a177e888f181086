//! The words of forms, of collecting them and of progress, both languages side by side. Heads of the forms' columns
//! are also what a returned form is read by.

use super::fill;
use super::pairs::text_pairs;
use crate::model::{AnswerField, FootField, State};
use crate::view::{DutyState, Light, Timing};

text_pairs! {
    /// The words of forms and progress.
    ReportingTexts, ZH, EN;
    // States and what a deadline means.
    state_unreported: "未报" / "not reported";
    state_not_started: "未启动" / "not started";
    state_ongoing: "推进中" / "under way";
    state_done: "已完成" / "done";
    state_unsaid: "未注明" / "not said";
    late: "逾期" / "overdue";
    soon: "临期" / "due soon";
    late_days: "逾期{0}天" / "overdue by {0} days";
    soon_days: "临期，剩{0}天" / "due in {0} days";
    // In the window.
    record_has_problems: "台账文件有需要核对的地方" / "The record needs a look";
    record_named_otherwise: "台账写的方案是“{0}”，与本方案的文号、标题不同；所记任务是本方案的，已采用" / "the record names the plan “{0}”, which is neither number nor title of this one; its tasks are this plan's, and it was taken";
    recorded: "已记入台账 {0} 条：{1}" / "{0} entries were added to the record: {1}";
    collect_title: "收回的填报表" / "Forms that came back";
    collect_offer: "{1}个文件中有{0}条可以记入台账；与台账相同{2}条" / "{0} answers in {1} files are new; {2} are in the record already";
    collect_take: "记入台账" / "Add to the record";
    collect_remarks: "表内情况（{0}）" / "What was met in the forms ({0})";
    forms_title: "选择收回填报表所在的文件夹" / "Choose the folder with the forms";
    nothing_drawn: "还没有汇总：按 Ctrl+4 看落实进展" / "Nothing was drawn up yet: Ctrl+4 shows the progress";
    progress_heading: "落实进展" / "Progress";
    round_hint: "如 2026年第三季度" / "such as 2026 Q3";
    entry_report: "填报：{0} 第{1}项" / "What {0} says of task {1}";
    entry_note: "批注：第{0}项" / "Remark on task {0}";
    entry_add: "记入台账" / "Add to the record";
    entry_withdraw: "撤回已报内容" / "Take back what stands";
    entry_link: "填报…" / "Report…";
    note_link: "添加批注…" / "Add a remark…";
    notes_heading: "批注" / "Remarks";
    drawing_up: "正在汇总……" / "Drawing up…";
    find_rows: "筛选各行" / "Filter rows";
    rows_shown: "{0} / {1} 行" / "{0} / {1} rows";
    compared_with: "与之比较的方案" / "Compared with";
    for_unit: "单位" / "Unit";
    all_units: "全部单位" / "All units";
    reviewed: "已看 {0} / {1}" / "Reviewed {0} / {1}";
    save_as_file: "存为 {0}…" / "Save as {0}…";
    duty_light: "{0}：{1}" / "{0}: {1}";
    // Heads of columns of forms and of progress.
    head_measures: "工作措施" / "Measures";
    head_deadline: "完成时限" / "Deadline";
    head_leader: "责任领导" / "Leading official";
    head_person: "责任人" / "Person in charge";
    head_phone: "联系电话" / "Telephone";
    head_progress: "进展情况" / "Progress";
    head_state: "进展状态" / "State";
    head_evidence: "佐证材料" / "Evidence";
    head_timing: "时限提示" / "Time";
    head_reporter: "填报单位" / "Reported by";
    head_reported_on: "填报日期" / "Reported on";
    head_round: "报送期次" / "Round";
    head_file: "来源文件" / "File";
    head_duties: "任务数" / "Duties";
    head_unreported: "未报数" / "Not reported";
    head_last_day: "截止日期" / "Last day";
    head_percent: "完成率" / "Done, %";
    // Forms.
    form_of_nobody: "“{0}”没有填报表：集合单位由成员单位分别填报，不确定的单位无法填报" / "“{0}” has no form: members answer for their collective, and what nobody can name cannot answer";
    form_title: "{0}填报表" / "Returns of {0}";
    form_round: "报送期次：{0}" / "Round: {0}";
    form_plan: "依据：{0}" / "Plan: {0}";
    form_due: "请于{0}前报{1}。" / "Please return to {1} by {0}.";
    form_fill: "请填写浅黄色单元格；其余单元格已锁定，请勿改动文字。进展状态从列表中选择。" / "Please fill in the yellow cells; the others are locked. Choose the state from its list.";
    form_fill_word: "请填写空格处，请勿改动文字。进展状态填：未启动、推进中或已完成。" / "Please fill in the blanks and leave the words as they are. The state is: not started, under way, or done.";
    form_name: "填报表" / "Form";
    form_guide: "填报说明" / "How to fill in";
    foot_reporter: "填报单位" / "Reported by";
    foot_person: "填报人" / "Filled in by";
    foot_phone: "联系电话" / "Telephone";
    foot_date: "填报日期" / "Date";
    foot_seal: "单位盖章" / "Seal";
    date_title: "日期" / "Date";
    date_hint: "请填日期，如 2026-12-31；确无期限的可填“长期”。" / "A date such as 2026-12-31; “ongoing” where there is none.";
    date_only_hint: "请填日期，如 2026-12-31。" / "A date such as 2026-12-31.";
    state_hint: "请从列表中选择：未启动、推进中、已完成。" / "Choose from the list: not started, under way, done.";
    guide_1: "一、每行是本单位承担的一项任务，请逐行填写工作措施、完成时限、责任领导、责任人、联系电话、进展情况和进展状态。" / "1. Each row is one task of your unit: please fill in measures, deadline, leading official, person in charge, telephone, progress and state.";
    guide_2: "二、只填浅黄色单元格。任务内容如有出入，请在进展情况中说明，不要改动任务文字：改动过的任务文字不会被采用。" / "2. Fill in the yellow cells alone. If a task is stated wrongly, say so under progress: changes to its text are not taken over.";
    guide_2_word: "二、只填空格处（内容控件）。任务内容如有出入，请在进展情况中说明，不要改动任务文字：改动过的任务文字不会被采用。进展状态填：未启动、推进中或已完成。" / "2. Fill in the blanks alone. If a task is stated wrongly, say so under progress: changes to its text are not taken over. The state is: not started, under way, or done.";
    guide_3: "三、完成时限填日期，如 2026-12-31；确无期限的填“长期”。" / "3. Deadlines are dates such as 2026-12-31; “ongoing” where there is none.";
    guide_4: "四、佐证材料填文件名，几个文件之间用顿号或换行隔开，材料随表一并报送。" / "4. Evidence is names of files, one a line or with commas between; send the files along.";
    guide_5: "五、文件名可以更改，行可以排序；请勿删除右侧隐藏的列，汇总时靠它识别任务。" / "5. The file may be renamed and rows sorted; leave the hidden column at the right, by which tasks are known.";
    guide_5_word: "五、文件名可以更改；请勿删除表格最右侧的窄列，其中有不显示的识别码，汇总时靠它识别任务。" / "5. The file may be renamed; leave the narrow column at the right, which holds keys that are not shown, by which tasks are known.";
    guide_6: "六、由几个单位共用一张表的（如各乡镇），每个单位各存一份，在表尾“填报单位”处填写本单位名称。" / "6. Where several units share one form (such as all townships), each keeps a copy of its own and writes its name at the foot.";
    warn_forms_skipped: "{0}个单位没有填报表：集合单位由成员单位分别填报，不确定的单位无法填报" / "{0} units have no form: members answer for their collective, and what nobody can name cannot answer";
    // Collecting.
    collect_none: "没有找到填报表。请给出填报表文件，或存放填报表的文件夹。" / "no form was found. Give forms, or a folder with forms.";
    collect_not_form: "不是本程序的填报表：没有找到隐藏的识别列。请使用“export forms”生成的表格填写。" / "this is no form of ours: its hidden column of keys is missing. Fill in the form that “export forms” has made.";
    collect_unreadable: "无法读取：文件已损坏或不是电子表格、文档" / "cannot be read: damaged, or neither workbook nor document";
    collect_other_plan: "{0}：这是另一个方案（{1}）的填报表，未采用" / "{0}: a form of another plan ({1}); not taken";
    collect_other_round: "{0}：报送期次为“{1}”，不是“{2}”，未采用" / "{0}: its round is “{1}”, not “{2}”; not taken";
    collect_formula: "{0}：{1}!{2} 是公式，未采用，请该单位填写文字或数值" / "{0}: {1}!{2} is a formula and was not taken; ask for words or a value";
    collect_changed: "{0}：{1}!{2} 任务文字被改动过，已采用填报内容，未采用改动：{3}" / "{0}: {1}!{2}: the task's text was changed; the answer was taken, the change was not: {3}";
    collect_bad_key: "{0}：{1}!{2} 的识别码无法辨认，该行未采用" / "{0}: {1}!{2}: the key of this row cannot be read; the row was not taken";
    collect_bad_state: "{0}：{1}!{2} “{3}”不是进展状态（未启动、推进中、已完成），未采用" / "{0}: {1}!{2}: “{3}” is no state (not started, under way, done); not taken";
    collect_bad_date: "{0}：{1}!{2} “{3}”不是日期，未采用" / "{0}: {1}!{2}: “{3}” is no date; not taken";
    collect_too_long: "{0}：{1}!{2} 超过{3}字，未采用" / "{0}: {1}!{2}: longer than {3} characters; not taken";
    collect_no_reporter: "{0}：没有填写填报单位（{1}由各成员单位分别填报），未采用。请在表尾“填报单位”处补填。" / "{0}: who answers is missing at the foot ({1} is answered by each member); not taken";
    collect_no_duty: "{0}：{1}!{2} 现行方案中没有任务“{3}”或单位“{4}”，已保留在台账中" / "{0}: {1}!{2}: the plan has no task “{3}” or unit “{4}” now; kept in the record";
    collect_moved: "{0}：{1}!{2} 任务编号已变为“{3}”，按文字对应" / "{0}: {1}!{2}: the task is number “{3}” now; matched by its text";
    collect_reworded: "{0}：{1}!{2} 任务“{3}”的文字在发表之后改过，按编号对应" / "{0}: {1}!{2}: the text of task “{3}” was edited since; matched by its number";
    collect_conflict: "任务“{0}”，{1}：{2}与{3}同日填报不一致，均未采用，请核实" / "task “{0}”, {1}: {2} and {3} answer differently on one day; neither was taken";
    collect_deadlines: "任务“{0}”各单位填报的完成时限不一致：{1}" / "task “{0}”: the units give different deadlines: {1}";
    collect_older: "{0}：任务“{1}”已有更新的填报，未采用" / "{0}: there is a newer answer on task “{1}” already; not taken";
    collect_took: "采用{0}条，来自{1}个文件；与台账相同{2}条" / "took {0} answers from {1} files; {2} were in the record already";
    collect_would: "（试运行，未写入）" / " (a dry run: nothing was written)";
    collect_missing: "未报单位{0}个：{1}" / "{0} units have not answered: {1}";
    collect_nobody_missing: "应报单位已全部填报" / "every unit has answered";
    collect_empty: "{0}：未填写任何内容" / "{0}: nothing was filled in";
    collect_written: "台账：{0}" / "record: {0}";
    collect_no_plan_file: "内置方案没有台账：请先另存为文件，再用 collect 方案.ron 填报表文件夹" / "the built-in plan has no record: save it as a file first";
    collect_record_beside: "台账属于另一个方案（{0}）：请检查文件，或用 -o 指定台账" / "the record is of another plan ({0}): check the file, or name one with -o";
    not_a_record: "这不是台账文件：应为 ( format: 1, plan: \"…\", reports: […], notes: […] )；请检查文件，或用 -o 指定另一个文件" / "this is no record: ( format: 1, plan: \"…\", reports: […], notes: […] ) is expected; check the file, or name another with -o";
    no_record: "没有台账（{0}），全部按未报计" / "there is no record ({0}): nothing counts as reported";
    // Progress.
    progress_title: "任务落实进展" / "Progress";
    progress_on: "截至{0}" / "As of {0}";
    progress_days: "临期：{0}天内到期" / "due soon: within {0} days";
    progress_counts: "共{0}项责任：已完成{1}，推进中{2}，未启动{3}，未报{4}；逾期{5}，临期{6}" / "{0} duties: {1} done, {2} under way, {3} not started, {4} not reported; {5} overdue, {6} due soon";
    progress_unplaced: "台账中有{0}条填报在现行方案中找不到对应任务或单位，见“未对应”" / "{0} reports of the record fit no duty of the plan now; see “Unmatched”";
    progress_left_out: "按条件筛选：显示{0}项，共{1}项" / "filtered: {0} of {1} duties";
    sheet_all: "明细" / "All duties";
    sheet_units: "按单位" / "By unit";
    sheet_sections: "按体系" / "By section";
    sheet_days: "按期限" / "By deadline";
    sheet_rounds: "按期次" / "By round";
    sheet_missing: "未报" / "Not reported";
    sheet_contacts: "通讯录" / "Contacts";
    sheet_unplaced: "未对应" / "Unmatched";
    sheet_conflicts: "时限不一致" / "Deadlines that differ";
    members_reported: "{0}个成员单位，已报{1}个" / "{0} members, {1} have reported";
    about_minutes: "台账里对任务和单位的批注，会后整理" / "the remarks that the record keeps on tasks and units";
    minutes_title: "批注记录" / "Minutes";
    head_note: "批注" / "Remark";
    head_note_date: "日期" / "Date";
    head_note_by: "记录" / "By";
    unknown_state: "“{0}”不是进展状态，可用：未报、未启动、推进中、已完成、逾期、临期" / "“{0}” is no state; there are: unreported, not-started, ongoing, done, late, soon";
    without_section: "（不分体系）" / "(no section)";
}

impl ReportingTexts {
    /// The head of a column that a unit fills in.
    pub fn answer_head(&self, field: AnswerField) -> &'static str {
        match field {
            AnswerField::Measures => self.head_measures,
            AnswerField::Deadline => self.head_deadline,
            AnswerField::Leader => self.head_leader,
            AnswerField::Person => self.head_person,
            AnswerField::Phone => self.head_phone,
            AnswerField::Progress => self.head_progress,
            AnswerField::State => self.head_state,
            AnswerField::Evidence => self.head_evidence,
        }
    }

    /// How far a duty has come.
    pub fn state(&self, state: State) -> &'static str {
        match state {
            State::Unreported => self.state_unreported,
            State::NotStarted => self.state_not_started,
            State::Ongoing => self.state_ongoing,
            State::Done => self.state_done,
        }
    }

    /// What a light means.
    pub fn light(&self, light: Light) -> &'static str {
        match light {
            Light::Late => self.late,
            Light::Soon => self.soon,
            Light::Unreported => self.state_unreported,
            Light::NotStarted => self.state_not_started,
            Light::Ongoing => self.state_ongoing,
            Light::Done => self.state_done,
        }
    }

    /// `推进中 · 逾期12天`.
    pub fn duty_state(&self, duty: &DutyState) -> String {
        let state = match (duty.state, duty.report) {
            // It was reported without a word on how far it has come.
            (State::Unreported, Some(_)) => self.state_unsaid,
            (state, _) => self.state(state),
        };
        match duty.timing {
            Timing::Calm => state.to_owned(),
            Timing::Soon(days) => format!("{state} · {}", fill(self.soon_days, &[&days])),
            Timing::Late(days) => format!("{state} · {}", fill(self.late_days, &[&days])),
        }
    }

    /// What stands before a blank at a form's foot.
    pub fn foot_label(&self, field: FootField) -> &'static str {
        match field {
            FootField::Reporter => self.foot_reporter,
            FootField::Person => self.foot_person,
            FootField::Phone => self.foot_phone,
            FootField::Date => self.foot_date,
        }
    }
}
