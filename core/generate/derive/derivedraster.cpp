// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/derivedraster.h"

namespace tuilerie {

Result<DeriveResult> deriveRaster(const DeriveParams &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("not there yet"));
}

} // namespace tuilerie
