//! Many documents at once: the same results in the same order for any number of threads, and nothing lost.
//!
//! [`one`](one()) does the work on one record, and whatever goes wrong in it is a [`Failure`] of that record;
//! [`in_order`] does it for all; [`Shards`] keeps what was done in a folder, so that a run can be taken up again;
//! a [`WholeFile`] is whole or not there at all.

pub mod failure;
pub mod fingerprint;
pub mod manifest;
pub mod one;
pub mod ordered;
pub mod shards;
pub mod whole_file;

pub use failure::Failure;
pub use fingerprint::Fingerprint;
pub use manifest::Identity;
pub use one::{one, tag_all};
pub use ordered::in_order;
pub use shards::Shards;
pub use whole_file::WholeFile;
