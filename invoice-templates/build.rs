fn main() {
    words::build("text", words::Lang::Only("fr"));
    words::build("check/text", words::Lang::Enum { path: "crm::Lang", variants: &[("fr", "Fr"), ("en", "En")] });
}
