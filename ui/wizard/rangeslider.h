// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tuilerie {

/// A slider with two handles on one groove: a range of whole numbers, both ends included. Mouse: drag a handle, or the bar
/// between them to move both. Keys: arrows move the handle that has the mark, Ctrl+arrows the other one, Home and End to the
/// ends. Drawn from palette roles only.
class RangeSlider : public QWidget
{
    Q_OBJECT

public:
    explicit RangeSlider(QWidget *parent = nullptr);

    void setBounds(int minimum, int maximum);
    void setRange(int low, int high); ///< clamped to the bounds, low ≤ high
    /// Marks a place on the groove (the level that is nearest to the data); −1 for none.
    void setMark(int value);
    int low() const { return m_low; }
    int high() const { return m_high; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void rangeChanged(int low, int high); ///< by the user only

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Part { None, Low, High, Both };
    double positionOf(int value) const;
    int valueAt(double x) const;
    void change(int low, int high);

    int m_minimum = 0;
    int m_maximum = 0;
    int m_low = 0;
    int m_high = 0;
    int m_mark = -1;
    Part m_active = Part::High;
    Part m_dragged = Part::None;
    int m_dragOffset = 0;
};

} // namespace tuilerie
