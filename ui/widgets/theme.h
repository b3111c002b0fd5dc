// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace tuilerie {

enum class ThemeMode { System, Light, Dark };

/// Colours that QPalette has no role for. Widgets name one of these or a palette role, never a colour.
enum class ThemeColor {
    Success,
    Warning,
    Error,
    Info,
    Accent,        ///< the product's own colour, readable on Window and Base
    Muted,         ///< secondary text
    Border,        ///< hairlines
    MapBackground, ///< where the map has nothing
    MapHighlight   ///< marks drawn on the map
};

/// Looks of the whole program: Fusion style with our palettes, icons drawn from our SVGs in the palette's colours.
/// A change of theme repaints every icon that came from icon(): nothing need be asked for again. UI thread only.
class Theme
{
public:
    /// Sets style and palette of the QApplication. System follows what the platform's palette was at start.
    static void apply(ThemeMode mode);
    static ThemeMode mode();
    static bool isDark();
    static QColor color(ThemeColor which);
    /// resources/icons/NAME.svg, its "currentColor" in the text colour of where it is drawn. An unknown name is a defect: it
    /// warns in the log and gives an empty icon.
    static QIcon icon(const QString &name);
    /// The same in a fixed role's colour: severity marks, state lights.
    static QIcon icon(const QString &name, ThemeColor color);
    /// Style sheet-free heading font sizes: 1 = page title, 2 = section.
    static QFont headingFont(int level);
};

} // namespace tuilerie
