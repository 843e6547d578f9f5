// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import java.util.BitSet;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

/**
 * A record as a row. A value is taken from the record when it is first asked for, and kept: rules
 * read few of the columns, and many rules the same ones. Not for more than one thread.
 */
final class RecordRow<T> implements RowData {
  private final List<TableColumn<T>> columns;
  private final T record;
  private final GenericRowData taken;
  private final BitSet known;

  RecordRow(List<TableColumn<T>> columns, T record) {
    this.columns = columns;
    this.record = record;
    this.taken = new GenericRowData(columns.size());
    this.known = new BitSet(columns.size());
  }

  private GenericRowData with(int position) {
    if (!known.get(position)) {
      taken.setField(position, columns.get(position).value().apply(record));
      known.set(position);
    }
    return taken;
  }

  @Override
  public int getArity() {
    return columns.size();
  }

  @Override
  public RowKind getRowKind() {
    return taken.getRowKind();
  }

  @Override
  public void setRowKind(RowKind kind) {
    taken.setRowKind(kind);
  }

  @Override
  public boolean isNullAt(int position) {
    return with(position).isNullAt(position);
  }

  @Override
  public boolean getBoolean(int position) {
    return with(position).getBoolean(position);
  }

  @Override
  public byte getByte(int position) {
    return with(position).getByte(position);
  }

  @Override
  public short getShort(int position) {
    return with(position).getShort(position);
  }

  @Override
  public int getInt(int position) {
    return with(position).getInt(position);
  }

  @Override
  public long getLong(int position) {
    return with(position).getLong(position);
  }

  @Override
  public float getFloat(int position) {
    return with(position).getFloat(position);
  }

  @Override
  public double getDouble(int position) {
    return with(position).getDouble(position);
  }

  @Override
  public StringData getString(int position) {
    return with(position).getString(position);
  }

  @Override
  public DecimalData getDecimal(int position, int precision, int scale) {
    return with(position).getDecimal(position, precision, scale);
  }

  @Override
  public TimestampData getTimestamp(int position, int precision) {
    return with(position).getTimestamp(position, precision);
  }

  @Override
  public <V> RawValueData<V> getRawValue(int position) {
    return with(position).getRawValue(position);
  }

  @Override
  public byte[] getBinary(int position) {
    return with(position).getBinary(position);
  }

  @Override
  public ArrayData getArray(int position) {
    return with(position).getArray(position);
  }

  @Override
  public MapData getMap(int position) {
    return with(position).getMap(position);
  }

  @Override
  public RowData getRow(int position, int fields) {
    return with(position).getRow(position, fields);
  }

  @Override
  public Variant getVariant(int position) {
    return with(position).getVariant(position);
  }
}
