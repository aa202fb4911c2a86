//! CLDR plural categories of the languages shipped, for whole numbers (unicode.org, plurals.xml).

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
}

/// A key of a choice that names a category; `other` is none of these, it is always the default.
pub fn category(key: &str) -> Option<Category> {
    Some(match key {
        "zero" => Category::Zero,
        "one" => Category::One,
        "two" => Category::Two,
        "few" => Category::Few,
        "many" => Category::Many,
        _ => return None,
    })
}

/// The Rust condition under which the i64 `n` is of this category; `None` where the language has no such category.
pub fn condition(language: &str, category: Category, n: &str) -> Option<String> {
    let abs = format!("{n}.unsigned_abs()");
    Some(match (language, category) {
        // French counts 0 and 1 as singular, and says "un million de".
        ("fr", Category::One) => format!("{abs} <= 1"),
        ("fr", Category::Many) => format!("{n} != 0 && {n} % 1_000_000 == 0"),
        ("en", Category::One) => format!("{abs} == 1"),
        ("ar", Category::Zero) => format!("{n} == 0"),
        ("ar", Category::One) => format!("{abs} == 1"),
        ("ar", Category::Two) => format!("{abs} == 2"),
        ("ar", Category::Few) => format!("(3..=10).contains(&({abs} % 100))"),
        ("ar", Category::Many) => format!("{abs} % 100 >= 11"),
        _ => return None,
    })
}

/// Between groups of three digits.
pub fn thousands(language: &str) -> &'static str {
    if language == "en" { "," } else { "\u{202f}" }
}
