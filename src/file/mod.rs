//! The plan file: RON, written for people, `format: 1`.
//!
//! Owns bytes in, bytes out. Knows no paths, no wording and no window.
//! Reading keeps everything it understood: only "this is not our file" is an [`FileError`]; all
//! narrower problems are findings beside the plan. A new file is canonical: one plan, one text; one
//! that exists is changed in place ([`revise`]).
//!
//! # The format, version 1
//!
//! A plan file is a RON struct (`( field: value, … )`), UTF-8, with comments where people like them.
//! Names of units are keys; the order of the file is the order of the document.
//! `examples` are the files in `seeds/`.
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `format` | whole number | yes | – | version of the format: `1` |
//! | `title` | text | yes | – | title of the document |
//! | `number` | text | no | none | document number (文号) |
//! | `issuer` | text | no | none | who issued it |
//! | `date` | text, `2019-07-16` | no | none | date of issue |
//! | `source` | text | no | none | file name of the document's own text, in the folder of the plan file |
//! | `office` | *office* | no | nothing known | who takes answers back, what paper needs |
//! | `roles` | *roles* | no | canonical names and letters | what the plan calls its roles |
//! | `groups` | list of *group* | no | `[]` | the columns, band by band |
//! | `distinct` | list of lists of unit names | no | `[]` | names that look alike and are known to differ |
//! | `tasks` | list of *task* | no | `[]` | tasks that stand under no heading; they come first |
//! | `sections` | list of *section* | no | `[]` | headings with their tasks |
//! | `attachments` | list of text | no | `[]` | titles of what is attached to the document |
//! | `errata` | list of *erratum* | no | `[]` | corrections made against the printed document |
//! | `doubts` | list of *doubt* | no | `[]` | what an import was not sure of and nobody has settled yet |
//!
//! **office**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `receiver` | text | no | none | the office that receives what comes back |
//! | `return_by` | text | no | none | until when answers are due, as written |
//! | `seal` | text | no | none | whose seal stands under letters |
//!
//! **roles**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `overall_lead` | *role name* | no | 总牵头, 总; Overall lead, O | what 总牵头 is called |
//! | `lead` | *role name* | no | 牵头, 牵; Lead, L | what 牵头 is called |
//! | `responsible` | *role name* | no | 责任, 责; Responsible, R | what 责任 is called |
//! | `supporting` | *role name* | no | 配合, 配; Supporting, S | what 配合 is called |
//! | `supervising` | *role name* | no | 督办, 督; Supervising, V | what 督办 is called |
//! | `consulted` | *role name* | no | 咨询, 咨; Consulted, C | what 咨询 is called |
//! | `informed` | *role name* | no | 知会, 知; Informed, I | what 知会 is called |
//!
//! **role name**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `name` | text | no | the canonical word | its name on screen, in pictures, workbooks and on paper; CSV and standard output keep the canonical words |
//! | `letter` | text of one character or two | no | the canonical letter | its letter, which no other role may have, whatever its case; the canonical letters of the others count |
//!
//! **group**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `name` | text | yes | – | name of the band |
//! | `units` | map: name → *unit* | no | `{}` | its columns, in order |
//!
//! **unit** (`()` when nothing more is to be said)
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `full` | text | no | none | name in full |
//! | `aliases` | list of text | no | `[]` | other names the document uses |
//! | `collective` | `enumerable` or `indeterminate` | no | an ordinary unit | it stands for several units; those of an indeterminate one can not be told and are never expanded |
//! | `roster` | list of unit names | no | `[]` | members of an enumerable collective; ordinary units only |
//! | `reason` | text | no | none | why these are the members |
//!
//! **section**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `label` | text | no | `""` | the document's own label: `（一）` |
//! | `title` | text | yes | – | title without the label |
//! | `overall_lead` | list of *party* | no | `[]` | who leads the section over all (总牵头) |
//! | `attachments` | list of text | no | `[]` | titles of what is attached to it |
//! | `tasks` | list of *task* | no | `[]` | tasks directly under this heading |
//! | `sections` | list of *section* | no | `[]` | headings inside it; they come after its tasks |
//!
//! **task**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `number` | text | yes | – | the document's own number without brackets or dot |
//! | `text` | text | yes | – | full text without number and clause |
//! | `clause` | text | no | `""` | the assignment in the document's own words |
//! | `deadline` | text | no | none | until when (完成时限), as written; a date must exist in the calendar |
//! | `lead` | list of *party* | no | `[]` | who leads (牵头); the first named is the first lead |
//! | `responsible` | list of *party* | no | `[]` | who is responsible (责任) |
//! | `supporting` | list of *party* | no | `[]` | who supports (配合) |
//! | `supervising` | list of *party* | no | `[]` | who watches over it and urges it on (督办) |
//! | `consulted` | list of *party* | no | `[]` | who is asked for advice (咨询) |
//! | `informed` | list of *party* | no | `[]` | who is told of it (知会) |
//! | `people` | list of *person* | no | `[]` | people whom the document names for it (责任人员); never units |
//!
//! **person**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `label` | text | yes | – | what the document calls the post in the task: `牵头领导` |
//! | `name` | text | yes | – | the person's name |
//! | `post` | text | no | none | office held: `副县长` |
//! | `unit` | unit name | no | none | the unit for which the person answers in the task; without it the whole task |
//!
//! **party** is one of
//!
//! | written | meaning |
//! |---|---|
//! | `"县司法局"` | this unit is named; an alias is kept as written and stands for its unit |
//! | `open("等部门")` | the list's closing words, which name nobody |
//! | `closing("等县直各部门", "县直各部门")` | the list's closing words, and the unit that they name |
//! | `by_position("县司法局")` | named, and in this role by a rule on position ("the first named leads") |
//! | `blanket("各县区政府")` | in this role by a rule over many tasks |
//!
//! **erratum**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `task` | text | no | none | number of the task it is in |
//! | `printed` | text | yes | – | what the document says |
//! | `corrected` | text | yes | – | what the plan says |
//! | `note` | text | no | none | why |
//!
//! **doubt**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `kind` | text | yes | – | what was doubted, as `check --format json` calls it: `likely-alias` |
//! | `words` | text | no | `""` | the words of the document it is about |
//! | `line` | whole number | no | not known | line of these words in the document's own text, from 1 |
//! | `column` | whole number | no | not known | column in characters, from 1 |
//! | `length` | whole number | no | that of `words` | characters |
//! | `units` | list of text | no | `[]` | names of the units it speaks of |
//! | `values` | list of text | no | `[]` | numbers and names that its kind needs besides |

mod decode;
mod encode;
mod entry;
mod fields;
mod places;
mod record;
mod revise;

pub use decode::{FileError, Opened, decode, decode_bytes};
pub use encode::encode;
pub use places::{LineColumn, Places, line_column};
pub use record::{OpenedRecord, RECORD_FORMAT, add_to_record, decode_record, encode_record};
pub use revise::{LineChange, Loss, Lost, Revision, difference, revise};

/// The version this program writes, and the only one it reads.
pub const FORMAT: u32 = 1;
