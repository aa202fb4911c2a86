//! A vehicle through its years: who owned it, what it is due for, what its odometer showed.

mod before;
mod booklet;
mod files;
mod mileage;
mod owners;
mod plates;
mod upkeep;
mod works;
