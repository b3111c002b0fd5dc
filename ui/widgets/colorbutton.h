// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QToolButton>

namespace tuilerie {

/// A button that shows a colour over a chequered ground and asks for another one. UI thread only.
class ColorButton : public QToolButton
{
    Q_OBJECT
public:
    explicit ColorButton(QWidget *parent = nullptr);

    const QColor &color() const { return m_color; }
    void setColor(const QColor &color); ///< without colorChosen()
    /// The next click chooses this colour without a dialog. For tests.
    static void setNextColor(const QColor &color);

signals:
    void colorChosen(const QColor &color);

protected:
    void changeEvent(QEvent *event) override;

private:
    void choose();
    void show();

    QColor m_color = Qt::black;
};

} // namespace tuilerie
