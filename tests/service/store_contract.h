/// What every store has to do, whatever it keeps its records in. To be called from a test case of its own.
#pragma once

#include "service/store.h"

namespace byok::service::test {

/// `store` is empty. Runs as doctest subcases: the test case has to make a new store each time it is entered.
void check_store_contract(Store& store);

}  // namespace byok::service::test
