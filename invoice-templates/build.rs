fn main() {
    words::build("text", words::Lang::Only("fr"));
}
