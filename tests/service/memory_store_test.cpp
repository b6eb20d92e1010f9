#include "service/memory_store.h"

#include <doctest/doctest.h>

#include "service/store_contract.h"

TEST_SUITE("service/memory_store") {
    TEST_CASE("the store in memory does what every store has to do") {
        byok::service::MemoryStore store;
        byok::service::test::check_store_contract(store);
    }
}
