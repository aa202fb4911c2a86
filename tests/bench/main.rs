//! The figures of docs/benchmarks.md, measured on the program as it is released. Run by `bin/bench`, which builds it:
//! `bench PROGRAM FOLDER [all | start | growth | pages | view | seal]`. The folder keeps the filled database between runs.

mod fill;
mod growth;
mod machine;
mod pages;
mod program;
mod seal;
mod start;
mod view;

use std::path::PathBuf;

use anyhow::Context;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let binary = PathBuf::from(arguments.next().context("the program to measure")?);
    let folder = PathBuf::from(arguments.next().context("a folder to work in")?);
    let what = arguments.next().unwrap_or_else(|| "all".into());
    let wants = |name: &str| what == "all" || what == name;
    println!("{}\n", machine::describe());
    if wants("start") {
        start::measure(&binary, &folder).await?;
    }
    if wants("growth") {
        growth::measure(&folder).await?;
    }
    if wants("pages") || wants("view") || wants("seal") {
        let mut town = fill::open_or_make(&folder.join("town")).await?;
        if wants("seal") {
            seal::measure(&town).await?;
        }
        if wants("pages") || wants("view") {
            town.seal_more().await?;
        }
        let garage = town.close().await?;
        if wants("pages") {
            pages::measure(&binary, &garage).await?;
        }
        if wants("view") {
            view::measure(&binary, &garage).await?;
        }
    }
    Ok(())
}
