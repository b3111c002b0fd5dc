// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "box/boxedwork.h"

namespace tuilerie {

/// styleInfos() (source/stylefile.h) of what a client sends, in the box. Also Corrupt when the style brings the process down
/// that reads it, or is not read within half a minute. Blocks; any thread. Private to the entrepot room.
Result<QJsonObject> styleInfosInBox(const WorkBox &box, const QByteArray &content);

} // namespace tuilerie
