// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>
#include <array>

namespace tuilerie {

/// Every command of the window, from one table (actions.cpp): id, text, shortcut, icon, tooltip. Menus, toolbars and tests
/// ask here; whoever does what a command says connects it and keeps it enabled. UI thread only.
enum class ActionId {
    OpenFiles,
    OpenFolder,
    Publish,
    Export,
    CloseAll,
    Quit,
    ZoomIn,
    ZoomOut,
    ZoomAll,
    ZoomPrevious,
    ZoomBox,
    Refresh,
    MapCrs,
    Identify,
    AttributeTable,
    ZoomToLayer,
    MoveUp,
    MoveDown,
    AssignCrs,
    CheckAgain,
    Remove,
    RestoreSession,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    LanguageSystem,
    LanguageEnglish,
    LanguageFrench,
    Keys,
    About,
    Count
};

class Actions : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QObject *parent);
    QAction *operator[](ActionId id) const { return m_actions[size_t(id)]; }
    template <typename Slot> void on(ActionId id, QObject *context, Slot slot) const
    {
        connect((*this)[id], &QAction::triggered, context, slot);
    }

private:
    void retranslate();

    std::array<QAction *, size_t(ActionId::Count)> m_actions{};
};

} // namespace tuilerie
