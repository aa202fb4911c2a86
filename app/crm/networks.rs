//! Where somebody comes from, as little of it as serves: the network, not the address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

/// Of an address, what is kept: /24 of IPv4, /48 of IPv6 (a house or a street, no machine).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: &str) -> Option<Network> {
        let ip: IpAddr = address.trim().parse().ok()?;
        Some(Network(match ip.to_canonical() {
            IpAddr::V4(ip) => {
                let [a, b, c, _] = ip.octets();
                Ipv4Addr::new(a, b, c, 0).into()
            }
            IpAddr::V6(ip) => {
                let [a, b, c, ..] = ip.segments();
                Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0).into()
            }
        }))
    }

    /// The garage's own: the program stands in it.
    pub fn is_local(&self) -> bool {
        match self.0 {
            IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
            // ::1 is the first of ::/48, which holds nothing else that calls.
            IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified(),
        }
    }
}

impl std::fmt::Display for Network {
    /// `203.0.113.x`, `2001:db8:1:x`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            IpAddr::V4(ip) => {
                let [a, b, c, _] = ip.octets();
                write!(f, "{a}.{b}.{c}.x")
            }
            IpAddr::V6(ip) => {
                let [a, b, c, ..] = ip.segments();
                write!(f, "{a:x}:{b:x}:{c:x}:x")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_the_network_is_kept() {
        for (address, says, local) in [
            ("203.0.113.77", "203.0.113.x", false),
            ("192.168.1.20", "192.168.1.x", true),
            ("127.0.0.1", "127.0.0.x", true),
            ("::1", "0:0:0:x", true),
            ("::ffff:10.0.0.7", "10.0.0.x", true),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:x", false),
            ("fd12:3456:789a::1", "fd12:3456:789a:x", true),
        ] {
            let network = Network::of(address).unwrap();
            assert_eq!((network.to_string().as_str(), network.is_local()), (says, local), "{address}");
        }
        assert_eq!(Network::of("203.0.113.1"), Network::of("203.0.113.254"));
        assert_eq!(Network::of("nowhere"), None);
    }
}
