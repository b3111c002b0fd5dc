// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <type_traits>

namespace tuilerie {

/// The error that the exception now being handled stands for; call it in a catch block. std::bad_alloc gives a sentence
/// about memory (Io), everything else Internal, with what() in the detail. Any thread. Throws nothing.
Error errorOfException() noexcept;

/// Runs `work`, which gives a Result or nothing, and gives what it gives; an exception becomes an error. The border that no
/// exception crosses: around what a thread, a pool or a job runs.
template <typename Work> auto guarded(Work &&work)
{
    using Answer = std::invoke_result_t<Work>;
    if constexpr (std::is_void_v<Answer>) {
        try {
            std::invoke(std::forward<Work>(work));
            return Status();
        } catch (...) {
            return Status(fail(errorOfException()));
        }
    } else {
        try {
            return Answer(std::invoke(std::forward<Work>(work)));
        } catch (...) {
            return Answer(fail(errorOfException()));
        }
    }
}

} // namespace tuilerie
