// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "ui/widgets/svgiconengine.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>

// Outside every namespace, as the macro wants; a static library's resources are not found without it.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace tuilerie {

namespace {

ThemeMode s_mode = ThemeMode::System;

bool systemIsDark()
{
    // Read once, before we set a palette of our own. Qt 6.4 has no colour scheme to ask for.
    static const bool dark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark;
}

struct Shades
{
    QRgb window, base, alternate, button, text, muted, border, highlight, highlightedText, link;
};

// Every text stands out from every ground it may stand on by 4.5 : 1 or more (WCAG 2.1, 1.4.3); tests/ui/widgets/themetest.
constexpr Shades lightShades{
    0xfff4f5f3, 0xffffffff, 0xfff7f8f6, 0xffebedea, 0xff1f2523, 0xff5f6864, 0xffcfd4d0, 0xff1d6f63, 0xffffffff, 0xff155f8a};
constexpr Shades darkShades{
    0xff2d3336, 0xff1b1f21, 0xff22282a, 0xff3b4347, 0xffe4e8e6, 0xffabb4b0, 0xff4a5356, 0xff28776b, 0xffffffff, 0xff6cb8e6};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QRgb color) { palette.setColor(role, QColor::fromRgb(color)); };
    set(QPalette::Window, shades.window);
    set(QPalette::WindowText, shades.text);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.alternate);
    set(QPalette::Text, shades.text);
    set(QPalette::Button, shades.button);
    set(QPalette::ButtonText, shades.text);
    set(QPalette::BrightText, shades.highlightedText);
    set(QPalette::ToolTipBase, shades.base);
    set(QPalette::ToolTipText, shades.text);
    set(QPalette::PlaceholderText, shades.muted);
    set(QPalette::Highlight, shades.highlight);
    set(QPalette::HighlightedText, shades.highlightedText);
    set(QPalette::Link, shades.link);
    set(QPalette::LinkVisited, shades.link);
    set(QPalette::Mid, shades.border);
    const QColor window = QColor::fromRgb(shades.window);
    palette.setColor(QPalette::Light, window.lighter(115));
    palette.setColor(QPalette::Midlight, window.lighter(107));
    palette.setColor(QPalette::Dark, window.darker(150));
    palette.setColor(QPalette::Shadow, window.darker(220));
    QColor disabled = QColor::fromRgb(shades.muted);
    disabled.setAlphaF(0.65F);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(shades.border));
    return palette;
}

} // namespace

void Theme::apply(ThemeMode mode)
{
    initIcons();
    systemIsDark();
    s_mode = mode;
    if (QApplication::style()->name().compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0)
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette palette = paletteOf(isDark() ? darkShades : lightShades);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

ThemeMode Theme::mode()
{
    return s_mode;
}

bool Theme::isDark()
{
    return s_mode == ThemeMode::Dark || (s_mode == ThemeMode::System && systemIsDark());
}

QColor Theme::color(ThemeColor which)
{
    const bool dark = isDark();
    const auto pick = [&](QRgb light, QRgb night) { return QColor::fromRgb(dark ? night : light); };
    switch (which) {
    case ThemeColor::Success: return pick(0xff2c7a3d, 0xff69c47c);
    case ThemeColor::Warning: return pick(0xff9a5400, 0xfff0b44c);
    case ThemeColor::Error: return pick(0xffb3261e, 0xfff5988f);
    case ThemeColor::Info: return pick(0xff155f8a, 0xff6cb8e6);
    case ThemeColor::Accent: return pick(0xff1d6f63, 0xff56c2b1);
    case ThemeColor::Muted: return pick(lightShades.muted, darkShades.muted);
    case ThemeColor::Border: return pick(lightShades.border, darkShades.border);
    case ThemeColor::MapBackground: return pick(0xfffbfcfa, 0xff15191a);
    case ThemeColor::MapHighlight: return pick(0xffd6336c, 0xffff6b9d);
    }
    return {};
}

QIcon Theme::icon(const QString &name)
{
    return QIcon(new SvgIconEngine(name, std::nullopt));
}

QIcon Theme::icon(const QString &name, ThemeColor color)
{
    return QIcon(new SvgIconEngine(name, color));
}

QFont Theme::headingFont(int level)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * (level <= 1 ? 1.45 : 1.1));
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace tuilerie
