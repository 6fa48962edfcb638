"""The root of a seal is RFC 6962's tree hash, computed here from its definition instead of level by level."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.insight.verify.seals import merkle_root

LEAVES = [sha256(b"\x00" + bytes([number])).digest() for number in range(33)]

# The inputs and tree heads that the Certificate Transparency implementations test themselves with.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
HEADS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def defined(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1: split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + defined(leaves[:split]) + defined(leaves[split:])).digest()


@pytest.mark.parametrize("count", range(1, 34))
def test_the_root_is_as_defined(count: int) -> None:
    assert merkle_root(LEAVES[:count]) == defined(LEAVES[:count])


@pytest.mark.parametrize("count", range(1, 9))
def test_the_root_is_what_others_compute(count: int) -> None:
    leaves = [sha256(b"\x00" + bytes.fromhex(text)).digest() for text in INPUTS[:count]]
    assert merkle_root(leaves).hex() == HEADS[count - 1]


@pytest.mark.parametrize("count", range(1, 34))
def test_every_altered_leaf_alters_the_root(count: int) -> None:
    leaves = LEAVES[:count]
    altered = {merkle_root([*leaves[:place], bytes(32), *leaves[place + 1 :]]) for place in range(count)}
    assert len(altered) == count
    assert merkle_root(leaves) not in altered


@given(st.permutations(LEAVES[:7]))
def test_the_order_of_the_leaves_matters(leaves: list[bytes]) -> None:
    assert (merkle_root(leaves) == merkle_root(LEAVES[:7])) is (leaves == LEAVES[:7])


@pytest.mark.parametrize("count", range(1, 33))
def test_a_repeated_last_leaf_is_not_the_same_tree(count: int) -> None:
    assert merkle_root([*LEAVES[:count], LEAVES[count - 1]]) != merkle_root(LEAVES[:count])
