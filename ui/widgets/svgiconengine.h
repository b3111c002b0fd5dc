// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QIconEngine>
#include <optional>

namespace tuilerie {

/// Draws one of our SVGs in the colours of the theme of the moment. Used by Theme::icon() only.
class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(QString name, std::optional<ThemeColor> color);
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override { return new SvgIconEngine(*this); }
    bool isNull() override;

private:
    QColor colorFor(QIcon::Mode mode) const;

    QString m_name;
    std::optional<ThemeColor> m_color;
};

} // namespace tuilerie
