//! Many documents at once: the same results in the same order for any number of threads.

pub mod ordered;

pub use ordered::in_order;
