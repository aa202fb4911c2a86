fn main() {
    words::build("text", words::Lang::Enum { path: "crm::Lang", variants: &[("fr", "Fr"), ("en", "En")] });
}
