// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "../wizard/publishguitest.h"

#include <QApplication>
#include <QPalette>
#include <cmath>

using namespace tuilerie;

/// What is written can be read in both themes: WCAG 2.1, 1.4.3 asks for 4.5 : 1 between a text and its ground.
class ThemeTest : public QObject
{
    Q_OBJECT
private slots:
    void everyTextStandsOut_data();
    void everyTextStandsOut();
};

/// Relative luminance of WCAG 2.1.
static double luminance(const QColor &color)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

static double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

void ThemeTest::everyTextStandsOut_data()
{
    QTest::addColumn<ThemeMode>("mode");
    QTest::newRow("light") << ThemeMode::Light;
    QTest::newRow("dark") << ThemeMode::Dark;
}

void ThemeTest::everyTextStandsOut()
{
    QFETCH(ThemeMode, mode);
    Theme::apply(mode);
    const QPalette palette = QApplication::palette();
    struct Written
    {
        QString name;
        QColor text, ground;
    };
    std::vector<Written> all;
    const std::pair<const char *, QPalette::ColorRole> grounds[] = {{"window", QPalette::Window}, {"base", QPalette::Base},
        {"alternate", QPalette::AlternateBase}, {"button", QPalette::Button}, {"tool tip", QPalette::ToolTipBase}};
    const std::pair<const char *, QPalette::ColorRole> roles[] = {{"window text", QPalette::WindowText},
        {"text", QPalette::Text}, {"button text", QPalette::ButtonText}, {"placeholder", QPalette::PlaceholderText},
        {"link", QPalette::Link}, {"tool tip text", QPalette::ToolTipText}};
    const std::pair<const char *, ThemeColor> colors[] = {{"success", ThemeColor::Success}, {"warning", ThemeColor::Warning},
        {"error", ThemeColor::Error}, {"info", ThemeColor::Info}, {"accent", ThemeColor::Accent},
        {"muted", ThemeColor::Muted}};
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
        for (const auto &[ground, groundRole] : grounds) {
            for (const auto &[text, role] : roles)
                all.push_back({QStringLiteral("%1 on %2").arg(QLatin1String(text), QLatin1String(ground)),
                    palette.color(group, role), palette.color(group, groundRole)});
            for (const auto &[text, color] : colors)
                all.push_back({QStringLiteral("%1 on %2").arg(QLatin1String(text), QLatin1String(ground)),
                    Theme::color(color), palette.color(group, groundRole)});
        }
        all.push_back({QStringLiteral("selected text"), palette.color(group, QPalette::HighlightedText),
            palette.color(group, QPalette::Highlight)});
    }
    all.push_back(
        {QStringLiteral("muted on the map"), Theme::color(ThemeColor::Muted), Theme::color(ThemeColor::MapBackground)});
    QStringList weak;
    for (const Written &written : all) {
        if (const double ratio = contrast(written.text, written.ground); ratio < 4.5)
            weak << QStringLiteral("%1: %2").arg(written.name).arg(ratio, 0, 'f', 2);
    }
    QVERIFY2(weak.isEmpty(), qPrintable(weak.join(QStringLiteral("; "))));
}

TUILERIE_PUBLISH_TEST_MAIN(ThemeTest)
#include "themetest.moc"
