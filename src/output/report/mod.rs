//! The report: one HTML page that needs nothing but itself, with counts, a matrix of who speaks to whom, and every
//! statement in its article.
//!
//! [`Article`] is what the page shows of one document; [`Page`] writes one behind the other, so that memory does not grow
//! with them. Counting, filtering and drawing is done by the page (`page.js`) from the JSON that is written here.

pub mod article;
pub mod page;

pub use article::Article;
pub use page::{About, Page};
