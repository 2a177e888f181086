//! The names of all texts; [`super::zh`] and [`super::en`] give the words.

macro_rules! texts {
    ($($name:ident)+) => {
        /// All texts of one language; `zh.rs` shows what each says.
        #[allow(missing_docs, reason = "a text's name says when it is used, its words what it says")]
        pub struct Texts {
            /// Words for roles, by [`crate::model::Role::index`]. Fixed: scripts rely on them.
            pub roles: [&'static str; 4],
            $(pub $name: &'static str,)+
        }

        impl Texts {
            /// Every text with its name, for tests that compare languages and fonts.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                let mut all: Vec<_> = self.roles.iter().map(|role| ("roles", *role)).collect();
                all.extend([$((stringify!($name), self.$name)),+]);
                all
            }
        }
    };
}

texts! {
    app_name
    // Words of the CSV contract.
    head_number
    head_section
    head_task
    head_unit
    head_role
    head_basis
    head_leads
    head_responsible
    head_supporting
    head_deadline
    head_total
    named
    through
    unlisted
    by_position
    blanket
    name_separator
    clause_separator
    sentence_separator
    // Counts.
    tasks_shown
    units_shown
    duties_left_out
    // Findings: what.
    unknown_field
    repeated_field
    missing_field
    wrong_type
    unknown_unit
    duplicate_unit
    impossible_date
    collective_on_roster
    repeated_number
    nobody_named
    no_lead
    several_leads
    lead_and_responsible_found
    open_list
    alias_used
    named_twice
    idle_unit
    near_names
    stray_character
    heavy_load
    // Findings: what to do next.
    did_you_mean
    remove_field
    keep_one_field
    add_field
    expected_text
    expected_list
    expected_struct
    expected_map
    expected_party
    expected_collective
    add_unit
    keep_one_unit
    write_date
    roster_members
    renumber
    name_somebody
    ask_for_lead
    first_named_first
    counted_in_both
    ask_who_else
    merged
    marked_once
    remove_or_assign
    confirm_distinct
    correct_and_list
    consider_sharing
    task_number
    // A file that is not a plan.
    not_text
    syntax_error
    syntax_end_early
    syntax_comma
    syntax_colon
    syntax_quote
    syntax_string
    syntax_trailing
    syntax_comment
    not_a_plan
    unknown_format
    // Command line.
    cli_cannot_read
    cli_cannot_write
    cli_exists
    cli_unknown_option
    cli_known_values
    cli_unit
    cli_section
    cli_group
    cli_role
    cli_format_unknown
    cli_format_later
    cli_import_later
    cli_folder_needed
    cli_no_parent
    cli_not_folder
    cli_progress
    cli_units_done
    cli_units_failed
    cli_no_window
    cli_usage
    show_number
    show_issuer
    show_date
    show_counts
    show_marks
    show_section
    show_section_leads
    show_unit
    show_sections
    show_units
    check_none
    severity_error
    severity_warning
    severity_notice
    place_separator
    marks_kept
}
