//! What a person keeps elsewhere, and a case against it.
//!
//! The digest of the last line of a case's log stands for everything that the log holds. Whoever can
//! write to the whole case can make the log anew, so that only a digest kept out of their reach tells.
//! A *seal* is that digest with what is needed to find it again, in fixed bytes that can be signed or
//! time-stamped elsewhere; a *register* is the seals of many cases. anjuan computes digests and
//! nothing else: it makes and checks no signature.

mod answer;
mod digest;
mod form;
mod make;
mod round;
mod trust;

pub use answer::{Answer, Looks, keep};
pub use digest::{HeadDigest, grouped};
pub use form::{Kept, Register, Seal, read};
pub use make::{Made, Unsealed, of_case, of_cases};
pub use round::{Checked, Round, check};
pub use trust::{Standing, Trusted, stand};
