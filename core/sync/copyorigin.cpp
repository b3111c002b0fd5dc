// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/copyorigin.h"

namespace tuilerie {

using namespace Qt::StringLiterals;

QJsonObject CopyOrigin::toJson() const
{
    return {{u"server"_s, server}, {u"layer"_s, layer}, {u"data"_s, data}, {u"version"_s, version},
        {u"selection"_s, selection.toJson()}};
}

} // namespace tuilerie
