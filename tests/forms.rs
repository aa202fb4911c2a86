//! Forms as people send them: twice, late, wrong, from elsewhere.

use crm::{contacts, fiscal, invoices, payments, quotes};

use crate::support::{Garage, PASSWORD, run};
