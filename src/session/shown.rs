//! What is asked of the plan on screen: short for [`Session::active`].

use super::draft::Draft;
use super::preview::Preview;
use super::{Cursor, Page, Panel, Selection, Session};
use crate::document::Document;
use crate::model::UnitId;
use crate::view::{Arrangement, Filter, MatrixView};
use std::path::Path;

macro_rules! of_the_active_plan {
    ($($name:ident() -> $result:ty),+ $(,)?) => {
        #[allow(missing_docs, reason = "the method of `OpenPlan` says it")]
        impl Session {
            $(pub fn $name(&self) -> $result {
                self.active().$name()
            })+
        }
    };
}

of_the_active_plan!(
    document() -> &Document,
    path() -> Option<&Path>,
    view() -> &MatrixView,
    revision() -> u64,
    filter() -> &Filter,
    arrangement() -> &Arrangement,
    cursor() -> Option<Cursor>,
    selection() -> Option<Selection>,
    panel() -> Panel,
    page() -> Page,
    lit() -> Option<&crate::finding::Finding>,
    draft() -> Option<&Draft>,
    preview() -> Option<&Preview>,
    current_unit() -> Option<UnitId>,
    is_unsaved() -> bool,
    set_aside_count() -> usize,
    can_go_back() -> bool,
    can_go_forward() -> bool,
);
