// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/settings.h"

#include "base/work/workpool.h"

#include <QHash>
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
        {Settings::RestoreSession, "session/restore", true},
        {Settings::DisplayCrs, "map/displayCrs", QString()},
        {Settings::RecentPaths, "data/recent", QStringList()},
        {Settings::Exports, "export/unfinished", QStringList()},
    }};
    return rows;
}

/// What is on the disk or on its way there.
QHash<QString, QVariant> &known()
{
    static QHash<QString, QVariant> values = [] {
        QHash<QString, QVariant> read;
        const QSettings settings;
        const QStringList keys = settings.allKeys();
        for (const QString &key : keys)
            read.insert(key, settings.value(key));
        return read;
    }();
    return values;
}

void set(const QString &name, const QVariant &value)
{
    if (known().value(name) == value)
        return;
    known().insert(name, value);
    WorkPool::writer().start([name, value] { QSettings().setValue(name, value); }, WorkPool::AtClose::Run);
}

QString folderKey(const QString &purpose)
{
    return QStringLiteral("folders/") + purpose;
}

} // namespace

QString Settings::name(Key key)
{
    return QLatin1String(table()[size_t(key)].name);
}

QVariant Settings::value(Key key)
{
    return known().value(name(key), table()[size_t(key)].fallback);
}

void Settings::setValue(Key key, const QVariant &value)
{
    set(name(key), value);
}

QString Settings::folder(const QString &purpose)
{
    return known().value(folderKey(purpose)).toString();
}

void Settings::setFolder(const QString &purpose, const QString &folder)
{
    set(folderKey(purpose), folder);
}

void Settings::clear()
{
    known().clear();
    WorkPool::writer().start([] { QSettings().clear(); }, WorkPool::AtClose::Run);
}

} // namespace tuilerie
