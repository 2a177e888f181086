//! The table of products: every pair of product and format is made, and its bytes are what the
//! format says; every other pair is refused with the list of what there is.

use crate::house;
use calamine::Reader as _;
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{Note, Record};
use responsibility_matrix::product::{self, Format, Made, MakeError, Options, Product, Wanted};
use responsibility_matrix::view::{Filter, MatrixView};
use std::collections::BTreeSet;
use std::error::Error as _;
use std::io::Cursor;
use std::sync::Arc;

fn with_scope<T>(document: &Document, job: impl FnOnce(&Scope<'_>) -> T) -> T {
    let filter = Filter::default();
    let view = MatrixView::new(&document.plan, &document.ledger, &filter);
    job(&Scope { plan: &document.plan, ledger: &document.ledger, filter: &filter, view: &view, lang: Lang::Zh })
}

fn wanted(product: Product, document: &Document) -> Wanted {
    product.wanted(document.plan.unit_named("县司法局")).expect("a unit is named")
}

fn make(product: Product, format: Format) -> Result<Made, MakeError> {
    let document = Document::builtin();
    // A record with a remark: minutes of none are a head alone.
    let note = Note { text: "好".to_owned(), ..Note::default() };
    let record = Record { notes: vec![note], ..Record::of(&document.plan) };
    let options = Options { record: Arc::new(record), ..Options::default() };
    with_scope(&document, |scope| product::make(wanted(product, &document), format, scope, &options))
}

/// Whether a strict reader of the format takes the bytes. A format that is added is named here by
/// the compiler.
fn is_of(format: Format, bytes: &[u8]) -> bool {
    match format {
        Format::Csv => {
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or_default();
            let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
            rows.records().filter(|row| row.as_ref().is_ok_and(|row| row.len() > 3)).count() > 1
        }
        Format::Xlsx => calamine::Xlsx::new(Cursor::new(bytes)).is_ok_and(|book| !book.sheet_names().is_empty()),
        Format::Pdf => lopdf::Document::load_mem(bytes).is_ok_and(|pdf| !pdf.get_pages().is_empty()),
        Format::Docx => zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|mut archive| {
            let body = archive.by_name("word/document.xml").ok().and_then(|part| std::io::read_to_string(part).ok());
            body.is_some_and(|xml| roxmltree::Document::parse(&xml).is_ok())
        }),
        Format::Svg => std::str::from_utf8(bytes).is_ok_and(|text| {
            roxmltree::Document::parse(text).is_ok_and(|xml| xml.root_element().tag_name().name() == "svg")
        }),
        Format::Png => resvg::tiny_skia::Pixmap::decode_png(bytes).is_ok(),
        Format::Html => std::str::from_utf8(bytes)
            .is_ok_and(|text| text.starts_with("<!DOCTYPE html>") && text.trim_end().ends_with("</html>")),
    }
}

/// Whether this build can make the format.
fn is_built(format: Format) -> bool {
    !format.is_paged() || cfg!(feature = "paper")
}

#[test]
fn every_pair_of_the_table_is_made_and_no_other() {
    for &product in Product::ALL {
        for &format in Format::ALL {
            let pair = format!("{} as {}", product.name(), format.ending());
            match make(product, format) {
                Ok(made) => {
                    assert!(product.file_formats().contains(&format), "{pair} is not in the table");
                    for &other in Format::ALL {
                        assert_eq!(is_of(other, &made.bytes), other == format, "{pair} holds {}", other.ending());
                    }
                    assert_eq!(made.warnings, [], "{pair}");
                }
                Err(MakeError::NotMade { .. }) => assert!(!product.file_formats().contains(&format), "{pair}"),
                Err(error) => assert!(!is_built(format), "{pair}: {error}"),
            }
        }
    }
}

#[test]
fn a_pair_that_is_not_made_is_refused_with_what_there_is() {
    let Err(error) = make(Product::Marks, Format::Png) else { panic!("made") };
    assert!(error.is_bad_wish() && error.source().is_none());
    assert_eq!(error.words(Lang::Zh), "责任标记没有“png”格式；可用：csv");
    assert_eq!(error.to_string(), "marks: there is no “png” of it; it can be made as csv");
    assert_eq!(
        Product::Units.refusal("svg", Lang::En),
        "obligations of all units: there is no “svg” of it; it can be made as pdf csv xlsx docx"
    );
}

#[test]
fn the_table_is_sound() {
    let mut names = BTreeSet::new();
    for &product in Product::ALL {
        assert!(names.insert(product.name()), "two products called {}", product.name());
        assert_eq!(product.formats().first(), Some(&product.default_format()), "{}", product.name());
        assert!(product.file_formats().iter().all(|format| product.formats().contains(format)));
        for lang in [Lang::Zh, Lang::En] {
            assert!(!product.title(lang).is_empty() && !product.about(lang).is_empty());
        }
        for example in product.examples() {
            assert!(example.starts_with(product.name()), "{example} is no example of {}", product.name());
        }
        if let Some(each) = product.each() {
            assert!(each.each().is_none(), "no folders of folders");
        }
    }
    let mut endings = BTreeSet::new();
    for &format in Format::ALL {
        assert!(endings.insert(format.ending()), "two formats end in {}", format.ending());
        assert_eq!(Format::of_ending(&format.ending().to_uppercase()), Some(format));
        assert!(Product::ALL.iter().any(|product| product.formats().contains(&format)), "{}", format.ending());
    }
}

/// The README says what can be had, and not by hand.
#[test]
fn the_readme_names_every_product_and_format() {
    let readme = house::read(&house::root().join("README.md"));
    for product in Product::ALL {
        assert!(readme.contains(&format!("export {}", product.name())), "README.md: export {}", product.name());
    }
    for format in Format::ALL {
        assert!(readme.to_lowercase().contains(&format!(".{}", format.ending())), "README.md: .{}", format.ending());
    }
}

/// What a file of each is called, beside one another in one folder.
#[test]
fn titles_of_files_differ() {
    let document = Document::builtin();
    for lang in [Lang::Zh, Lang::En] {
        let titles: BTreeSet<String> =
            Product::ALL.iter().map(|&product| wanted(product, &document).title(&document.plan, lang)).collect();
        assert_eq!(titles.len(), Product::ALL.len(), "{titles:?}");
    }
    assert_eq!(wanted(Product::Unit, &document).title(&document.plan, Lang::Zh), "县司法局-责任清单");
}

#[cfg(not(feature = "paper"))]
#[test]
fn a_build_without_paper_says_so() {
    for product in [Product::Matrix, Product::Unit, Product::Units] {
        let Err(error) = make(product, Format::Pdf) else { panic!("made") };
        assert!(error.is_bad_wish() && error.to_string().starts_with("this build has no paper"), "{error}");
    }
}
