// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace tuilerie {

/// The code of a word that errorCodeName() gave; Internal for any other. Any thread.
ErrorCode errorCodeFromName(const QString &name);

} // namespace tuilerie
