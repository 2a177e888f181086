//! Tables of texts with both languages side by side.

/// A table of texts, and its statics for 简体中文 and English: a name, and what it says in each.
macro_rules! text_pairs {
    ($(#[$about:meta])* $texts:ident, $chinese:ident, $english:ident; $($name:ident: $zh:literal / $en:literal;)+) => {
        $(#[$about])*
        #[allow(missing_docs, reason = "a text's name says when it is used, its words what it says")]
        pub struct $texts {
            $(pub $name: &'static str,)+
        }

        /// 简体中文.
        pub static $chinese: $texts = $texts { $($name: $zh,)+ };
        /// English.
        pub static $english: $texts = $texts { $($name: $en,)+ };

        impl $texts {
            /// Every text, for tests that compare languages and fonts.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                [$((stringify!($name), self.$name)),+].to_vec()
            }
        }
    };
}

pub(super) use text_pairs;
