// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/errorname.h"

namespace tuilerie {

ErrorCode errorCodeFromName(const QString &name)
{
    for (int code = 0; code < int(ErrorCode::Internal); ++code)
        if (errorCodeName(ErrorCode(code)) == name)
            return ErrorCode(code);
    return ErrorCode::Internal;
}

} // namespace tuilerie
