//! Picture arithmetic, as little as is needed and in plain loops that the compiler turns into vector code.

pub(crate) mod blur;
pub(crate) mod colour;
pub(crate) mod components;
pub(crate) mod contour;
pub(crate) mod level;
pub(crate) mod morph;
pub(crate) mod polygon;
pub(crate) mod resize;
pub(crate) mod scale;
pub(crate) mod warp;
