// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/actions.h"

#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

struct Row
{
    ActionId id;
    const char *name; ///< objectName
    const char *text;
    const char *shortcut; ///< portable text, or a name of QKeySequence's standard keys in `standard`
    const char *icon;     ///< nullptr for none
    const char *tip;      ///< nullptr: the text
    bool checkable = false;
};

const Row table[] = {
    {ActionId::OpenFiles, "openFiles", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Open Files…"), "Ctrl+O", "open-file",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Open rasters, vector files and point clouds")},
    {ActionId::OpenFolder, "openFolder", QT_TRANSLATE_NOOP("tuilerie::Actions", "Open &Folder…"), "Ctrl+Shift+O",
        "open-folder", QT_TRANSLATE_NOOP("tuilerie::Actions", "Open a folder of tiles as one data set")},
    {ActionId::Publish, "publish", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Publish…"), "Ctrl+P", "publish",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Make a pyramid of the selected data set and publish it")},
    {ActionId::Export, "exportPyramid", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Export a Pyramid…"), "Ctrl+E", "save",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Write a pyramid into one file: PMTiles, MBTiles, GeoPackage or COG")},
    {ActionId::CloseAll, "closeAll", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Close All"), "Ctrl+Shift+W", nullptr,
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Take everything off the map; no file is touched")},
    {ActionId::Quit, "quit", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Quit"), "Ctrl+Q", "quit", nullptr},

    {ActionId::ZoomIn, "zoomIn", QT_TRANSLATE_NOOP("tuilerie::Actions", "Zoom &In"), "Ctrl++", "zoom-in",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Zoom in (mouse wheel, or + on the map)")},
    {ActionId::ZoomOut, "zoomOut", QT_TRANSLATE_NOOP("tuilerie::Actions", "Zoom &Out"), "Ctrl+-", "zoom-out",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Zoom out (mouse wheel, or − on the map)")},
    {ActionId::ZoomAll, "zoomAll", QT_TRANSLATE_NOOP("tuilerie::Actions", "Zoom to &All"), "Ctrl+Home", "zoom-all",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Show everything (Home on the map)")},
    {ActionId::ZoomPrevious, "zoomPrevious", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Previous View"), "Alt+Left",
        "zoom-previous", QT_TRANSLATE_NOOP("tuilerie::Actions", "Go back to where the map was before")},
    {ActionId::ZoomBox, "zoomBox", QT_TRANSLATE_NOOP("tuilerie::Actions", "Zoom to a &Box"), "Ctrl+B", "zoom-box",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Draw a box to zoom to (Shift and drag does the same)"), true},
    {ActionId::Refresh, "refresh", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Draw Again"), "F5", "refresh",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Draw the map again")},
    {ActionId::MapCrs, "chooseMapCrs", QT_TRANSLATE_NOOP("tuilerie::Actions", "Map &CRS…"), "Ctrl+Shift+C", "crs",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Choose the CRS that the map is drawn in")},

    {ActionId::Identify, "identify", QT_TRANSLATE_NOOP("tuilerie::Actions", "Identif&y"), "Ctrl+I", "identify",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Click on the map to see features, values and points there"), true},
    {ActionId::AttributeTable, "attributeTable", QT_TRANSLATE_NOOP("tuilerie::Actions", "Attribute &Table"), "F6", "table",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Show the attributes of the selected vector layer")},

    {ActionId::ZoomToLayer, "zoomToLayer", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Zoom to Layer"), "Ctrl+L", "zoom-layer",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Show the whole of the selected layer")},
    {ActionId::MoveUp, "moveUp", QT_TRANSLATE_NOOP("tuilerie::Actions", "Move &Up"), "Ctrl+Up", "up",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Draw the selected layer above the one before it")},
    {ActionId::MoveDown, "moveDown", QT_TRANSLATE_NOOP("tuilerie::Actions", "Move &Down"), "Ctrl+Down", "down",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Draw the selected layer below the next one")},
    {ActionId::AssignCrs, "assignCrs", QT_TRANSLATE_NOOP("tuilerie::Actions", "Assign &CRS…"), "", "crs",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Say which CRS the coordinates of files without one are in")},
    {ActionId::CheckAgain, "checkLayer", QT_TRANSLATE_NOOP("tuilerie::Actions", "Chec&k Again"), "Ctrl+K", "checks",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Run the checks of the selected data set again")},
    {ActionId::Remove, "removeLayer", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Remove from Map"), "Ctrl+W", "remove",
        QT_TRANSLATE_NOOP("tuilerie::Actions", "Take the selected layer off the map; its files are not touched")},

    {ActionId::RestoreSession, "restoreSession", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Open Last Session at Start"), "",
        nullptr, nullptr, true},
    {ActionId::ThemeSystem, "themeSystem", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Theme of the System"), "", nullptr,
        nullptr, true},
    {ActionId::ThemeLight, "themeLight", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Light"), "", nullptr, nullptr, true},
    {ActionId::ThemeDark, "themeDark", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Dark"), "", nullptr, nullptr, true},
    {ActionId::LanguageSystem, "languageSystem", QT_TRANSLATE_NOOP("tuilerie::Actions", "Language of the &System"), "",
        nullptr, nullptr, true},
    // Languages are called what their speakers call them.
    {ActionId::LanguageEnglish, "languageEnglish", "&English", "", nullptr, nullptr, true},
    {ActionId::LanguageFrench, "languageFrench", "&Français", "", nullptr, nullptr, true},

    {ActionId::Keys, "keys", QT_TRANSLATE_NOOP("tuilerie::Actions", "&Keys and Mouse"), "F1", "help", nullptr},
    {ActionId::About, "about", QT_TRANSLATE_NOOP("tuilerie::Actions", "&About Tuilerie"), "", "tuilerie", nullptr},
};
static_assert(std::size(table) == size_t(ActionId::Count));

} // namespace

Actions::Actions(QObject *parent)
    : QObject(parent)
{
    for (const Row &row : table) {
        auto *action = new QAction(this);
        action->setObjectName(QLatin1String(row.name));
        action->setShortcut(QKeySequence::fromString(QLatin1String(row.shortcut), QKeySequence::PortableText));
        action->setCheckable(row.checkable);
        if (row.icon)
            action->setIcon(Theme::icon(QLatin1String(row.icon)));
        m_actions[size_t(row.id)] = action;
    }
    m_actions[size_t(ActionId::Quit)]->setMenuRole(QAction::QuitRole);
    m_actions[size_t(ActionId::About)]->setMenuRole(QAction::AboutRole);
    speak(this, [this] { retranslate(); });
}

void Actions::retranslate()
{
    for (const Row &row : table) {
        QAction *action = m_actions[size_t(row.id)];
        action->setText(QCoreApplication::translate("tuilerie::Actions", row.text));
        if (!row.tip)
            continue;
        const QString tip = QCoreApplication::translate("tuilerie::Actions", row.tip);
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(key.isEmpty() ? tip : tip + QStringLiteral("  [") + key + QLatin1Char(']'));
        action->setStatusTip(tip);
    }
}

} // namespace tuilerie
