// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/settings.h"

#include <QSettings>
#include <array>

namespace tuilerie {

namespace {

struct Row
{
    Settings::Key key;
    const char *name;
    QVariant fallback;
};

const std::array<Row, Settings::KeyCount> &table()
{
    static const std::array<Row, Settings::KeyCount> rows{{
        {Settings::Language, "look/language", QStringLiteral("system")},
        {Settings::Theme, "look/theme", QStringLiteral("system")},
        {Settings::WindowGeometry, "window/geometry", QByteArray()},
        {Settings::WindowState, "window/state", QByteArray()},
        {Settings::Session, "session/open", QString()},
        {Settings::RestoreSession, "session/restore", true},
        {Settings::DisplayCrs, "map/displayCrs", QString()},
        {Settings::RecentPaths, "data/recent", QStringList()},
    }};
    return rows;
}

} // namespace

QString Settings::name(Key key)
{
    return QLatin1String(table()[size_t(key)].name);
}

QVariant Settings::value(Key key)
{
    return QSettings().value(name(key), table()[size_t(key)].fallback);
}

void Settings::setValue(Key key, const QVariant &value)
{
    QSettings().setValue(name(key), value);
}

} // namespace tuilerie
